import * as z from "zod";
import type { DataDirectory } from "./data-directory.ts";

/**
 * The clock is moved no further. What is bought then ends years later, and the API knows no instant after the year 9998:
 * with a clock that stands near that, every order would fail for good, for the clock cannot be moved back.
 */
const lastInstant = Date.UTC(2200, 0, 1);

/** How that end is told to whoever asks for more. */
export const clockEnd = new Date(lastInstant).toISOString();

/** As far as `lastInstant` is from 1970: no move leads so far, and nobody can have gone beyond. */
const stateSchema = z.object({
  offsetMilliseconds: z.number().int().min(0).max(lastInstant, "beyond the clock's end"),
});

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

  /** Whether the time may be moved to that instant; it may not, either, if that is no number. */
  reaches(instant: number): boolean {
    return instant <= lastInstant;
  }

  /** Moves the time to that instant; an instant that has passed changes nothing. Throws RangeError beyond the clock's end. */
  moveTo(instant: number): void {
    if (!this.reaches(instant)) throw new RangeError(`The local clock ends at ${clockEnd}`);
    const forward = instant - this.now();
    if (forward <= 0) return;
    this.#offsetMilliseconds += forward;
    this.#directory.write("clock.json", { offsetMilliseconds: this.#offsetMilliseconds });
  }
}
