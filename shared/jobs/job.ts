import { randomBytes } from "node:crypto";
import type { Context } from "aws-lambda";
import type { Random } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import { log } from "../log/log.ts";
import { Cost } from "../store/core/cost.ts";

/** The time is an argument (R31). */
export type JobRun = {
  readonly now: Instant;
  readonly random: Random;
  readonly requestId: string;
  readonly cost: Cost;
  /** False: leave the rest to the next run. */
  readonly hasTime: () => boolean;
};

/** The time that is kept for work in progress. */
const reserveMilliseconds = 10_000;

/** Waits for all work, then throws the first failure. A frozen function would continue it in a later invocation. */
export async function untilAllEnd<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(work);
  return ends.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

/** Runs a job and logs its cost. */
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
