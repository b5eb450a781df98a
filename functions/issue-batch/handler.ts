import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { issueBatch } from "../../shared/jobs/issue-batch.ts";
import { runJob } from "../../shared/jobs/job.ts";

const ordered = z.object({
  dynamodb: z.object({
    NewImage: z.object({
      data: z.object({ M: z.object({ batchId: z.object({ S: z.string() }), orderedAt: z.object({ S: z.string() }) }) }),
    }),
  }),
});

/** Issues a batch as soon as it is ordered. The schedule continues what it cannot finish. */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<void> {
  for (const record of event.Records) {
    const { batchId, orderedAt } = ordered.parse(record).dynamodb.NewImage.data.M;
    await runJob("issueBatch", orderedAt.S, context, (run) => issueBatch(batchId.S, run));
  }
}
