import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "./client.ts";
import { type Key, keyOf } from "./entity.ts";
import { type StoredItem, storedItem } from "./stored-item.ts";

/** A step between two releases: the item in its new form, or nothing if it has that already. Pure, and done twice as once. */
export type Migration = { readonly name: string; readonly of: (item: StoredItem) => StoredItem | undefined };

export type Migrated = {
  readonly read: number;
  readonly changed: number;
  /** Written by a step in the same moment, so left to the next run. */
  readonly overtaken: number;
  /** Read and write units. */
  readonly units: number;
};

export type Walk = {
  /** The most items of one read. */
  readonly pageSize: number;
  /** After each page: tells how far it is, and waits. It goes on until this answers false. */
  afterPage(so: Migrated): Promise<boolean>;
};

const kind = "migration";
const placeSchema = z.object({ data: z.object({ pk: z.string(), sk: z.string() }) });

/**
 * Walks the whole table, page by page, and brings each item into its new form. An item that was written since it was read
 * stays as it is (optimistic lock). Its place is kept in the table, so that a run that was cut off is gone on with.
 */
export async function migrate(migrations: readonly Migration[], { pageSize, afterPage }: Walk): Promise<Migrated> {
  const place = keyOf(kind, migrations.map(({ name }) => name).join("+"));
  let so: Migrated = { read: 0, changed: 0, overtaken: 0, units: 0 };
  for (let after = await placeIn(place); ; ) {
    const {
      Items = [],
      LastEvaluatedKey,
      ConsumedCapacity,
    } = await client.send(
      new ScanCommand({
        TableName: tableName(),
        Limit: pageSize,
        ExclusiveStartKey: after,
        ConsistentRead: true,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    const things = Items.filter((item) => item.kind !== kind);
    so = { ...so, read: so.read + things.length, units: so.units + (ConsumedCapacity?.CapacityUnits ?? 0) };
    for (const item of things) so = sum(so, await changed(migrations, item));
    const isLast = LastEvaluatedKey === undefined;
    await (isLast ? forget(place) : remember(place, LastEvaluatedKey));
    if (!(await afterPage(so)) || isLast) return so;
    after = z.object({ pk: z.string(), sk: z.string() }).parse(LastEvaluatedKey);
  }
}

function sum(so: Migrated, more: Omit<Migrated, "read">): Migrated {
  return {
    read: so.read,
    changed: so.changed + more.changed,
    overtaken: so.overtaken + more.overtaken,
    units: so.units + more.units,
  };
}

/** Keeps the commit id, because a step whose answer was lost must find its own work. */
async function changed(migrations: readonly Migration[], stored: unknown): Promise<Omit<Migrated, "read">> {
  const read = storedItem.safeParse(stored);
  if (!read.success) return { changed: 0, overtaken: 0, units: 0 };
  const after = migrations.reduce((item, { of }) => of(item) ?? item, read.data);
  if (after === read.data) return { changed: 0, overtaken: 0, units: 0 };
  try {
    const { ConsumedCapacity } = await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: after,
        ConditionExpression: "#commit = :commit AND #version = :version",
        ExpressionAttributeNames: { "#commit": "commit", "#version": "version" },
        ExpressionAttributeValues: { ":commit": read.data.commit, ":version": read.data.version },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    return { changed: 1, overtaken: 0, units: ConsumedCapacity?.CapacityUnits ?? 0 };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { changed: 0, overtaken: 1, units: 1 };
  }
}

async function placeIn(place: Key): Promise<Key | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: place, ConsistentRead: true }));
  return placeSchema.safeParse(Item).data?.data;
}

async function remember(place: Key, last: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName: tableName(), Item: { ...place, kind, data: last } }));
}

async function forget(place: Key): Promise<void> {
  await client.send(new DeleteCommand({ TableName: tableName(), Key: place }));
}
