import type { Context } from "aws-lambda";
import * as z from "zod";
import { type Instant, instantOf } from "../../shared/domain/instant.ts";
import { issueBatch } from "../../shared/jobs/issue-batch.ts";
import { type JobRun, runJob } from "../../shared/jobs/job.ts";
import { readDue } from "../../shared/store/due.ts";

const scheduled = z.object({ time: z.iso.datetime() });

/** So many things of each shard of what is due, at the most, in one run: the next run goes on. */
const limit = 100;

/**
 * Does what is due (R30): goes on with the batches that are not complete. Safe to run twice, twice at once, or late.
 * Answers when the next thing falls due.
 */
export async function handler(event: unknown, context: Context): Promise<{ nextDueAt?: Instant | undefined }> {
  const now = instantOf(Date.parse(scheduled.parse(event).time));
  return runJob("runSchedule", now, context, async (run) => {
    const { due, nextDueAt } = await readDue(now, limit, run.cost);
    for (const { kind, id } of due) {
      if (run.hasTime()) await handle(kind, id, run);
    }
    return { nextDueAt };
  });
}

async function handle(kind: string, id: string, run: JobRun): Promise<void> {
  if (kind !== "batch") throw new Error(`nothing knows how to handle a due ${kind}`);
  await issueBatch(id, run);
}
