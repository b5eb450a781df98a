import * as z from "zod";
import { region } from "../../assembly/intrinsics.ts";
import type { StreamRecord } from "./stream-reader.ts";

type Batch = readonly StreamRecord[];

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]),
});

/** The event of an invocation. */
export function eventOf(batch: Batch, streamArn: string): object {
  const source = { eventVersion: "1.1", eventSource: "aws:dynamodb", awsRegion: region, eventSourceARN: streamArn };
  return { Records: batch.map((record) => ({ ...record, ...source })) };
}

/** The position of the first record that a ReportBatchItemFailures response refuses, or the batch's length. */
export function firstRefused(payload: string, batch: Batch): number {
  const response = responseSchema.safeParse(JSON.parse(payload) ?? {});
  const failed = new Set(response.data?.batchItemFailures.map((failure) => failure.itemIdentifier));
  const position = batch.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
  if (position >= 0) return position;
  // As in Lambda, an invalid answer or an unknown identifier fails the whole batch.
  return !response.success || failed.size > 0 ? 0 : batch.length;
}

/** Lambda's on-failure record of a batch. It only names the place of the records. */
export function failureOf(
  batch: Batch,
  of: { readonly functionArn: string; readonly streamArn: string; readonly shardId: string },
): object {
  const { functionArn, streamArn, shardId } = of;
  const [startSequenceNumber, endSequenceNumber] = [batch[0], batch.at(-1)].map(
    (each) => each?.dynamodb.SequenceNumber,
  );
  return {
    requestContext: { functionArn, condition: "RetryAttemptsExhausted" },
    version: "1.0",
    DDBStreamBatchInfo: { streamArn, shardId, startSequenceNumber, endSequenceNumber, batchSize: batch.length },
  };
}
