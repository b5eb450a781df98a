import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import { logRetried } from "../log/log.ts";
import { giveBackLease, takeLease } from "../store/core/lease.ts";
import type { JobRun } from "./job.ts";

/** Twice the time of a run of the schedule, because a run may start late. A killed run holds up the next ones for so long. */
const leaseMilliseconds = 120_000;

/** Another run is under way. */
export type Held = { readonly heldUntil: Instant };

/**
 * Runs a job that costs the more, the more runs of it there are at once. It need not run alone to be right: a run may
 * outlive its lease. The time is the schedule's (R31).
 */
export async function alone<T>(name: string, run: JobRun, work: (run: JobRun) => Promise<T>): Promise<T | Held> {
  const lease = { name, holder: run.requestId };
  const until = instantOf(millisecondsOf(run.now) + leaseMilliseconds);
  const heldUntil = await takeLease(lease, run.now, until, run.cost);
  if (heldUntil !== undefined) return { heldUntil };
  try {
    return await work(run);
  } finally {
    // The work is done, so that a lease which cannot be given back is no failure of it.
    await giveBackLease(lease, run.cost).catch((error: unknown) => logRetried(`lease ${name}`, run.requestId, error));
  }
}
