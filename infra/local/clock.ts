import * as z from "zod";
import type { DataDirectory } from "./data-directory.ts";

const stateSchema = z.object({ offsetMilliseconds: z.number().int().min(0) });

/** No instant of a local run is later than this. */
export const lastInstant = Date.UTC(9999, 11, 31);

/** The local run's time: the machine's, and an offset that only grows and outlives the process. */
export class Clock {
  readonly #directory: DataDirectory;
  #offsetMilliseconds: number;

  constructor(directory: DataDirectory) {
    this.#directory = directory;
    this.#offsetMilliseconds = directory.read("clock.json", stateSchema)?.offsetMilliseconds ?? 0;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offsetMilliseconds;
  }

  /** Moves the time to that instant; an instant that has passed changes nothing. */
  moveTo(instant: number): void {
    const forward = instant - this.now();
    if (forward <= 0) return;
    this.#offsetMilliseconds += forward;
    this.#directory.write("clock.json", { offsetMilliseconds: this.#offsetMilliseconds });
  }
}
