import * as z from "zod";
import { type DynamoApi, DynamoError } from "./dynamodb.ts";

const prefix = "DynamoDBStreams_20120810.";

const described = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })).default([]),
    LastEvaluatedShardId: z.string().optional(),
  }),
});

const iterator = z.object({ ShardIterator: z.string() });

const recordSchema = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});

const page = z.object({ Records: z.array(recordSchema).default([]), NextShardIterator: z.string().nullish() });

export type StreamRecord = z.infer<typeof recordSchema>;

/** A page of a shard. There may be more records unless it has ended. */
export type Page = { readonly records: readonly StreamRecord[]; readonly more: boolean; readonly closed: boolean };

const pageSize = 1000;

/** Reads the shards of one table's stream. */
export class StreamReader {
  readonly streamArn: string;
  readonly #api: DynamoApi;
  readonly #iterators = new Map<string, string>();

  constructor(api: DynamoApi, streamArn: string) {
    this.#api = api;
    this.streamArn = streamArn;
  }

  /** Shard ids in the service's order: parents before children. */
  async shards(): Promise<string[]> {
    const ids: string[] = [];
    let last: string | undefined;
    do {
      const from = last === undefined ? {} : { ExclusiveStartShardId: last };
      const input = { StreamArn: this.streamArn, ...from };
      const { StreamDescription: found } = await this.#api.call(`${prefix}DescribeStream`, input, described);
      ids.push(...found.Shards.map((shard) => shard.ShardId));
      last = found.LastEvaluatedShardId;
    } while (last !== undefined);
    return ids;
  }

  /** Records after that sequence number, from the shard's beginning, or from where the last call ended. */
  async next(shardId: string, after: string | undefined): Promise<Page> {
    const current = this.#iterators.get(shardId) ?? (await this.#iterator(shardId, after));
    this.#iterators.delete(shardId);
    const { Records: records, NextShardIterator: next } = await this.#api.call(
      `${prefix}GetRecords`,
      { ShardIterator: current, Limit: pageSize },
      page,
    );
    if (next) this.#iterators.set(shardId, next);
    return { records, more: records.length >= pageSize, closed: !next };
  }

  async #iterator(shardId: string, after: string | undefined): Promise<string> {
    const shard = { StreamArn: this.streamArn, ShardId: shardId };
    const oldest = { ...shard, ShardIteratorType: "TRIM_HORIZON" };
    const input =
      after === undefined ? oldest : { ...shard, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
    try {
      return (await this.#api.call(`${prefix}GetShardIterator`, input, iterator)).ShardIterator;
    } catch (thrown) {
      // The last position was trimmed. Start at the oldest record that is left.
      if (!(thrown instanceof DynamoError) || thrown.name !== "TrimmedDataAccessException") throw thrown;
      return (await this.#api.call(`${prefix}GetShardIterator`, oldest, iterator)).ShardIterator;
    }
  }
}
