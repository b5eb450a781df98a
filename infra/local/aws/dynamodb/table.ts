import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { TableShape } from "../../assembly/resource-shapes.ts";
import type { TableDefinition } from "../../assembly/template.ts";
import { type DynamoApi, DynamoError } from "./dynamodb.ts";

type Index = NonNullable<TableShape["GlobalSecondaryIndexes"]>[number];

const described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    LatestStreamArn: z.string().optional(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  }),
});

export type Table = {
  readonly streamArn: string | undefined;
  /** True if this start created it. */
  readonly fresh: boolean;
};

/**
 * Creates the table or its missing indexes, and waits until it is usable. A table to attach is left as it is. Recovery,
 * expiry and protection only exist in the cloud.
 */
export async function ensureTable(api: DynamoApi, { name, shape }: TableDefinition): Promise<Table> {
  const known = await describe(api, name);
  if (shape === undefined) return attached(name, known?.LatestStreamArn);
  if (known !== undefined) {
    const there = known.GlobalSecondaryIndexes.map((index) => index.IndexName);
    const missing = (shape.GlobalSecondaryIndexes ?? []).filter((index) => !there.includes(index.IndexName));
    for (const index of missing) await addIndex(api, name, shape, index);
    return { streamArn: known.LatestStreamArn, fresh: false };
  }

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

/** Throws if there is no such table, or it has no stream, as one that was just restored. */
function attached(name: string, streamArn: string | undefined): Table {
  if (streamArn === undefined) throw new Error(`there is no table ${name} with a stream to attach`);
  return { streamArn, fresh: false };
}

/** DynamoDB adds one index at a time, and wants the attributes of its keys and of the table's. */
async function addIndex(api: DynamoApi, name: string, shape: TableShape, index: Index): Promise<void> {
  const keys = [...shape.KeySchema, ...index.KeySchema].map((key) => key.AttributeName);
  const attributes = shape.AttributeDefinitions.filter((each) => keys.includes(each.AttributeName));
  const update = { AttributeDefinitions: attributes, GlobalSecondaryIndexUpdates: [{ Create: index }] };
  await api.call("DynamoDB_20120810.UpdateTable", { TableName: name, ...update }, z.unknown());
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
 * Adds indexes to the embedded engine's stream. Without them each write scans the whole stream, and takes twenty times
 * as long after thirty thousand writes.
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
