import { randomBytes } from "node:crypto";
import type { Context } from "aws-lambda";
import type { Random } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import { log } from "../log/log.ts";
import { Cost } from "../store/core/cost.ts";

/** What a job is handed from outside (R31). */
export type JobRun = {
  readonly now: Instant;
  readonly random: Random;
  readonly requestId: string;
  readonly cost: Cost;
  /** False when the job should leave the rest to its next run. */
  readonly hasTime: () => boolean;
};

/** What is left of a function's time when it stops starting new work. */
const reserveMilliseconds = 10_000;

/**
 * Waits until all work has ended, then throws the first failure. Nothing goes on behind a job that has failed: in a
 * function that is frozen it would go on with a later invocation, in a time that is over.
 */
export async function untilAllEnd<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(work);
  return ends.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

/** Runs a job at its time, within the function's, and logs what it cost. */
export async function runJob<T>(
  name: string,
  now: Instant,
  context: Context,
  job: (run: JobRun) => Promise<T>,
): Promise<T> {
  const cost = new Cost();
  const requestId = context.awsRequestId;
  const started = performance.now();
  const hasTime = () => context.getRemainingTimeInMillis() > reserveMilliseconds;
  const result = await job({ now, random: randomBytes, requestId, cost, hasTime });
  const { reads, writes, readUnits, writeUnits } = cost;
  const milliseconds = Math.round(performance.now() - started);
  log("step.done", { operation: name, requestId, status: 200, milliseconds, reads, writes, readUnits, writeUnits });
  return result;
}
