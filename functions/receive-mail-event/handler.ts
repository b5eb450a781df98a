import type { Context } from "aws-lambda";
import * as z from "zod";
import { returnedIn } from "../../shared/contract/history/mail-events.ts";
import { instantOf } from "../../shared/domain/instant.ts";
import { runJob } from "../../shared/jobs/job.ts";
import { noteReturn } from "../../shared/jobs/note-return.ts";

const timed = z.object({ time: z.iso.datetime() });

/** Notes what SES tells of an e-mail after it was sent. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const now = instantOf(Date.parse(timed.parse(event).time));
  await runJob("receiveMailEvent", now, context, (run) => noteReturn(returnedIn(event), run));
}
