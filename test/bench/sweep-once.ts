import { randomUUID } from "node:crypto";
import { runJob } from "../../shared/jobs/job.ts";
import { sweep } from "../../shared/jobs/sweep.ts";
import { Cost } from "../../shared/store/core/cost.ts";
import { context } from "../support/invoke.ts";

/** Consumption and duration of one sweep. */
export type Round = { readonly readUnits: number; readonly writeUnits: number; readonly milliseconds: number };

/** Runs the scheduled function once. Throws unless it handled exactly `due` codes. */
export async function sweepOnce(at: string, due: number): Promise<Round> {
  const cost = new Cost();
  const plenty = { ...context(randomUUID()), getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER };
  const started = performance.now();
  const swept = await runJob("runSchedule", at, plenty, (run) => sweep({ ...run, cost }));
  const milliseconds = performance.now() - started;
  const handled = swept.handled["authorization-code"];
  if (handled !== due || Object.keys(swept.failed).length > 0) throw new Error(`swept ${JSON.stringify(swept)}`);
  return { readUnits: cost.readUnits, writeUnits: cost.writeUnits, milliseconds };
}
