import * as z from "zod";
import type { DataDirectory } from "./data-directory.ts";

/**
 * The clock's end. Purchases end years after `now`, and the API has no instant after the year 9998. A clock near it
 * would make every order fail for good, because it cannot move back.
 */
const lastInstant = Date.UTC(2200, 0, 1);

/** The end in texts for people. */
export const clockEnd = new Date(lastInstant).toISOString();

/** The distance from 1970 to `lastInstant`. No offset can be larger. */
const stateSchema = z.object({
  offsetMilliseconds: z.number().int().min(0).max(lastInstant, "beyond the clock's end"),
});

/** The machine's time plus an offset. The offset only grows, and survives a restart. */
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

  /** True if the clock may move to that instant. False for NaN. */
  reaches(instant: number): boolean {
    return instant <= lastInstant;
  }

  /** Moves the clock to that instant. A past instant changes nothing. Throws RangeError beyond the clock's end. */
  moveTo(instant: number): void {
    if (!this.reaches(instant)) throw new RangeError(`The local clock ends at ${clockEnd}`);
    const forward = instant - this.now();
    if (forward <= 0) return;
    this.#offsetMilliseconds += forward;
    this.#directory.write("clock.json", { offsetMilliseconds: this.#offsetMilliseconds });
  }
}
