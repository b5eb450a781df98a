import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { streamFilter } from "../local/aws/dynamodb/stream-filter.ts";
import type { Aws } from "./redrive-aws.ts";
import type { Batch } from "./redrive-letter.ts";

/** A page of a stream may be empty although records follow. */
const maximumEmptyPages = 100;

/** The records of a batch that the function wants, as Lambda hands them over: one in each event, in their order. */
export async function eventsOf(functionArn: string, batch: Batch, aws: Aws): Promise<object[]> {
  const { EventSourceMappings: mappings = [] } = await aws.lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: functionArn, EventSourceArn: batch.streamArn }),
  );
  const patterns = mappings.flatMap(({ FilterCriteria }) => FilterCriteria?.Filters ?? []);
  const isWanted = streamFilter(patterns.flatMap(({ Pattern }) => Pattern ?? []));
  const records = (await recordsOf(batch, aws.streams)).filter(isWanted);
  const source = { eventSource: "aws:dynamodb", eventSourceARN: batch.streamArn };
  return records.map((record) => ({ Records: [{ ...record, ...source }] }));
}

async function recordsOf(batch: Batch, streams: DynamoDBStreamsClient): Promise<_Record[]> {
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: batch.streamArn,
      ShardId: batch.shardId,
      ShardIteratorType: "AT_SEQUENCE_NUMBER",
      SequenceNumber: batch.startSequenceNumber,
    }),
  );
  const found: _Record[] = [];
  const end = BigInt(batch.endSequenceNumber);
  let iterator = ShardIterator;
  for (let empty = 0; iterator !== undefined && empty < maximumEmptyPages; ) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const records = page.Records ?? [];
    found.push(...records.filter(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? end) <= end));
    if (records.some(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0) >= end)) return found;
    empty = records.length === 0 ? empty + 1 : 0;
    iterator = page.NextShardIterator;
  }
  throw Object.assign(new Error("not found"), { name: "TrimmedDataAccessException" });
}
