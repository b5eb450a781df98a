import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { StreamReader } from "../../infra/local/aws/dynamodb/stream-reader.ts";
import type { Event } from "../../shared/domain/history/event.ts";
import type { Notification } from "../../shared/domain/history/notification.ts";
import { announced } from "../../shared/store/history/announced.ts";

/** A record of the table's stream with e-mails, in the form that the sending function gets, and its content. */
export type News = {
  readonly record: DynamoDBRecord;
  readonly event: Event;
  readonly notifications: readonly Notification[];
};

const shape = z.object({ dynamodb: z.object({ NewImage: z.object({ mails: z.object({ N: z.string() }) }) }) });
const lambdaRecord = z.custom<DynamoDBRecord>((record) => shape.safeParse(record).success);

/** Reads a table's stream once and in order. It does not test the delivery to the function. */
export class TableStream {
  readonly #reader: StreamReader;
  readonly #shards: readonly string[];

  private constructor(reader: StreamReader, shards: readonly string[]) {
    this.#reader = reader;
    this.#shards = shards;
  }

  static async open(streamArn: string): Promise<TableStream> {
    const api = new DynamoApi(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const reader = new StreamReader(api, streamArn);
    return new TableStream(reader, await reader.shards());
  }

  /** New items with e-mails since the last call, after the function's filter. */
  async news(): Promise<News[]> {
    const found: News[] = [];
    for (const each of await this.#next()) {
      const passed = lambdaRecord.safeParse(each);
      if (passed.success && each.eventName === "INSERT") found.push({ record: passed.data, ...announced(each) });
    }
    return found;
  }

  /** New items of one kind since the last call, after the function's filter. */
  async inserted(kind: string): Promise<DynamoDBRecord[]> {
    const ofKind = z.object({ dynamodb: z.object({ NewImage: z.object({ kind: z.object({ S: z.literal(kind) }) }) }) });
    const passing = z.custom<DynamoDBRecord>((record) => ofKind.safeParse(record).success);
    const records = (await this.#next()).filter(({ eventName }) => eventName === "INSERT");
    return records.flatMap((each) => passing.safeParse(each).data ?? []);
  }

  async #next() {
    const found: Awaited<ReturnType<StreamReader["next"]>>["records"][number][] = [];
    for (const shard of this.#shards) {
      for (let hasMore = true; hasMore; ) {
        const { records, more } = await this.#reader.next(shard, undefined);
        hasMore = more;
        found.push(...records);
      }
    }
    return found;
  }
}
