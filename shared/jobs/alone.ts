import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import { logRetried } from "../log/log.ts";
import { giveBackLease, type Lease, takeLease } from "../store/core/lease.ts";
import type { JobRun } from "./job.ts";

/** A killed run holds up the next ones for at most so long. It is so long, because a schedule may start a run seconds late. */
export const leaseMilliseconds = 45_000;
export const renewalMilliseconds = 10_000;

/** Another run is under way. */
export type Held = { readonly heldUntil: Instant };

/**
 * Runs a job that costs the more, the more runs of it there are at once. The lease is short, and renewed while the job
 * works. The job need not run alone to be right: a run may lose its lease. The time is the schedule's (R31), and
 * `elapsed` says how many milliseconds have gone since.
 */
export async function alone<T>(
  name: string,
  run: JobRun,
  work: (run: JobRun) => Promise<T>,
  elapsed: () => number = stopwatch(),
): Promise<T | Held> {
  const lease = { name, holder: run.requestId };
  const take = () => {
    const at = millisecondsOf(run.now) + elapsed();
    return takeLease(lease, instantOf(at), instantOf(at + leaseMilliseconds), run.cost);
  };
  const heldUntil = await take();
  if (heldUntil !== undefined) return { heldUntil };
  const endRenewals = renewing(lease, take);
  try {
    return await work(run);
  } finally {
    await endRenewals();
    // The work is done, so that a lease which cannot be given back is no failure of it.
    await giveBackLease(lease, run.cost).catch((error: unknown) => logLost(lease, error));
  }
}

/** Takes the lease again and again. Answers how to end that, because a late renewal would outlive the run. */
function renewing(lease: Lease, take: () => Promise<unknown>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(take).catch((error: unknown) => logLost(lease, error));
  }, renewalMilliseconds);
  return async () => {
    clearInterval(timer);
    await last;
  };
}

function logLost({ name, holder }: Lease, error: unknown): void {
  logRetried(`lease ${name}`, holder, error);
}

function stopwatch(): () => number {
  const started = performance.now();
  return () => Math.round(performance.now() - started);
}
