import type { Context } from "aws-lambda";
import * as z from "zod";
import { instantOf } from "../../shared/domain/instant.ts";
import { runJob } from "../../shared/jobs/job.ts";
import { type Swept, sweep } from "../../shared/jobs/sweep.ts";
import { measureSweep } from "../../shared/log/metrics.ts";

const scheduled = z.object({ time: z.iso.datetime() });

/** Answers what was done, and when the next thing is due. */
export async function handler(event: unknown, context: Context): Promise<Swept> {
  const now = instantOf(Date.parse(scheduled.parse(event).time));
  const swept = await runJob("runSchedule", now, context, sweep);
  measureSweep(swept, now);
  return swept;
}
