import { randomUUID } from "node:crypto";
import { handler as issueBatch } from "../../functions/issue-batch/handler.ts";
import { deliver } from "../steps/inbox.ts";
import { day, later, runSchedule } from "../steps/schedule-runs.ts";
import * as given from "../support/given.ts";
import { context, defaultTime } from "../support/invoke.ts";
import { bounceEvent, receiveMailEvent } from "../support/mail-events.ts";
import { mail } from "../support/mails.ts";
import { running } from "../support/running.ts";
import { TableStream } from "../support/table-stream.ts";

/** Runs the jobs on the tour's table: the stream's functions, then years of the schedule. */
export async function jobsTour(streamArn: string): Promise<void> {
  const stream = await TableStream.open(streamArn);
  await deliver(await stream.news());

  await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 2 });
  const ordered = await stream.inserted("batch");
  await running.run("issue-batch", () => issueBatch({ Records: ordered }, context(randomUUID())));

  const to = `${randomUUID()}@example.org`;
  await receiveMailEvent(bounceEvent({ to, mailId: await mail(to), at: defaultTime }));

  for (const days of [0, 1, 8, 30, 90, 180, 360, 370, 740, 1_200]) await runSchedule(later(defaultTime, days * day));
}
