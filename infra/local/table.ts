import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type DynamoApi, DynamoError } from "./dynamodb.ts";
import type { TableDefinition } from "./template.ts";

const described = z.object({
  Table: z.object({ TableStatus: z.string(), LatestStreamArn: z.string().optional() }),
});

/** The table as the engine has it. */
export type Table = {
  readonly streamArn: string | undefined;
  /** It did not exist before. */
  readonly fresh: boolean;
};

/** Makes the table unless it exists, and waits until it can be used. Recovery, expiry and protection are the cloud's. */
export async function ensureTable(api: DynamoApi, { name, shape }: TableDefinition): Promise<Table> {
  const known = await describe(api, name);
  if (known !== undefined) return { streamArn: known.LatestStreamArn, fresh: false };

  const { StreamSpecification: stream, ...rest } = shape;
  const streamed = stream === undefined ? {} : { StreamSpecification: { ...stream, StreamEnabled: true } };
  await api.call("DynamoDB_20120810.CreateTable", { TableName: name, ...rest, ...streamed }, z.unknown());
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const made = await describe(api, name);
    if (made?.TableStatus === "ACTIVE") return { streamArn: made.LatestStreamArn, fresh: true };
    await sleep(100);
  }
  throw new Error(`The table ${name} did not become active within ten seconds`);
}

async function describe(api: DynamoApi, name: string) {
  try {
    return (await api.call("DynamoDB_20120810.DescribeTable", { TableName: name }, described)).Table;
  } catch (thrown) {
    if (thrown instanceof DynamoError && thrown.name === "ResourceNotFoundException") return undefined;
    throw thrown;
  }
}

/**
 * Adds the indexes that the embedded engine's stream lacks. Without them each write reads the whole stream, and takes
 * twenty times as long after thirty thousand of them.
 */
export function indexStream(databasePath: string): void {
  const database = new DatabaseSync(databasePath, { timeout: 5000 });
  try {
    database.exec(`
      CREATE INDEX IF NOT EXISTS certrail_stream_by_table
        ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS certrail_stream_by_shard
        ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));`);
  } finally {
    database.close();
  }
}
