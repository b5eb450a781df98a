import { setTimeout as sleep } from "node:timers/promises";
import { warn } from "../../host/log.ts";
import type { StreamMapping } from "./stream.ts";

/** A function's write may create a record for another function. No chain is longer than this. */
const longestChain = 3;

/** `delivered`: there were deliveries during the wait. `complete`: no record is left. */
export type Drained = { readonly delivered: boolean; readonly complete: boolean };

/** All consumers of the table's stream. */
export class Streams {
  readonly #mappings: readonly StreamMapping[];

  constructor(mappings: readonly StreamMapping[]) {
    this.#mappings = mappings;
  }

  start(): void {
    for (const mapping of this.#mappings) mapping.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#mappings.map((mapping) => mapping.stop()));
  }

  /**
   * Waits until all current records of the table are delivered, with the records that those deliveries wrote, or until
   * the time is up.
   */
  async drained(milliseconds: number): Promise<Drained> {
    const before = this.#deliveries();
    const late = new AbortController();
    const timer = sleep(milliseconds, false, { signal: late.signal }).catch(() => false);
    const complete = await Promise.race([this.#quiet(late.signal), timer]);
    late.abort();
    return { delivered: this.#deliveries() > before, complete };
  }

  async #quiet(late: AbortSignal): Promise<boolean> {
    for (let link = 0; link < longestChain && !late.aborted; link += 1) {
      const before = this.#deliveries();
      await Promise.all(this.#mappings.map((mapping) => mapping.caughtUp()));
      if (this.#deliveries() === before) break;
    }
    return true;
  }

  #deliveries(): number {
    return this.#mappings.reduce((sum, mapping) => sum + mapping.deliveries, 0);
  }
}

/** Waits for the streams. A record that a function keeps refusing is reported, and does not stop the clock. */
export async function settle(streams: Streams, milliseconds: number): Promise<boolean> {
  const { delivered, complete } = await streams.drained(milliseconds);
  if (!complete) warn(`The stream's functions were not done after ${milliseconds / 1000} s; time goes on without them`);
  return delivered;
}
