import type { Context } from "aws-lambda";
import * as z from "zod";
import { instantOf } from "../../shared/domain/instant.ts";
import { alone } from "../../shared/jobs/alone.ts";
import { runJob } from "../../shared/jobs/job.ts";
import { type Swept, sweep } from "../../shared/jobs/sweep.ts";
import { measureSweep } from "../../shared/log/metrics.ts";

const scheduled = z.object({ time: z.iso.datetime() });

/** Answers what was done, and when to run again. One run at a time: five at once would do the same work five times. */
export async function handler(event: unknown, context: Context): Promise<Swept> {
  const now = instantOf(Date.parse(scheduled.parse(event).time));
  const swept = await runJob("runSchedule", now, context, (run) => alone("schedule", run, sweep));
  // No heartbeat: only the run that holds the lease shows that the schedule works.
  if ("heldUntil" in swept) return { handled: {}, failed: {}, nextDueAt: swept.heldUntil };
  measureSweep(swept, now);
  return swept;
}
