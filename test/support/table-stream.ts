import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { StreamReader } from "../../infra/local/aws/dynamodb/stream-reader.ts";
import type { Event } from "../../shared/domain/history/event.ts";
import type { Notification } from "../../shared/domain/history/notification.ts";
import { announced } from "../../shared/store/history/announced.ts";

/** A record of the table's stream that has e-mails, as the function that sends them gets it, and what it says. */
export type News = {
  readonly record: DynamoDBRecord;
  readonly event: Event;
  readonly notifications: readonly Notification[];
};

const shape = z.object({ dynamodb: z.object({ NewImage: z.object({ mail: z.unknown() }) }) });
const lambdaRecord = z.custom<DynamoDBRecord>((record) => shape.safeParse(record).success);

/** Reads what a table's stream brings, once and in its order: how it gets to the function is another matter. */
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

  /** What has been written with e-mails since the last time, as the function's filter lets it pass. */
  async news(): Promise<News[]> {
    const found: News[] = [];
    for (const shard of this.#shards) {
      for (let hasMore = true; hasMore; ) {
        const { records, more } = await this.#reader.next(shard, undefined);
        hasMore = more;
        for (const each of records) {
          const passed = lambdaRecord.safeParse(each);
          if (passed.success && each.eventName === "INSERT") found.push({ record: passed.data, ...announced(each) });
        }
      }
    }
    return found;
  }
}
