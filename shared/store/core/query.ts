import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import type { Key } from "./entity.ts";
import { type IndexName, indexes, table } from "./table.ts";

/** A place behind an item. `ownerSort` is the sort value in an index. */
export const positionSchema = z.strictObject({ pk: z.string(), sk: z.string(), ownerSort: z.string().optional() });

export type Position = z.infer<typeof positionSchema>;

export type Query = {
  /** Without it, the table itself, consistently. An index may lag. */
  readonly index?: IndexName;
  readonly partition: string;
  /** Inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly after?: Position | undefined;
};

type Item = Record<string, unknown>;

/** One page of at most 1 MB in one round trip. */
export async function query(asked: Query, cost: Cost): Promise<{ items: Item[]; next: Position | undefined }> {
  const { index, after, partition } = asked;
  const { items, last } = await ask(asked, after && startKey(index, partition, after), cost);
  return { items, next: last && positionOf(index, last) };
}

export async function queryAll(asked: Omit<Query, "limit" | "after">, cost: Cost): Promise<Item[]> {
  const all: Item[] = [];
  for await (const items of queryPages(asked, cost)) all.push(...items);
  return all;
}

/**
 * So many small items fill DynamoDB's page of 1 MB. The embedded engine reads all that is left of a partition before it
 * cuts a page without a limit, so that its time grew with the square of the partition.
 */
const itemsInPage = 4_000;

/** All items in pages of at most 1 MB, for lists that are larger than a function's memory. */
export async function* queryPages(asked: Omit<Query, "limit" | "after">, cost: Cost): AsyncGenerator<Item[]> {
  let after: Item | undefined;
  do {
    const { items, last } = await ask({ ...asked, limit: itemsInPage }, after, cost);
    yield items;
    after = last;
  } while (after !== undefined);
}

export function positionOf(index: IndexName | undefined, item: Item): Position {
  const { pk, sk } = item;
  const { sort } = keysOf(index);
  return positionSchema.parse({ pk, sk, ownerSort: index && sort && item[sort] });
}

export function keyAt({ pk, sk }: Position): Key {
  return { pk, sk };
}

async function ask({ index, partition, ...part }: Query, after: Item | undefined, cost: Cost) {
  const keys = keysOf(index);
  const { condition, values } = between(part);
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: index,
      ConsistentRead: index === undefined,
      KeyConditionExpression: `#partition = :partition${condition}`,
      ExpressionAttributeNames: { "#partition": keys.partition, ...(condition !== "" && { "#sort": keys.sort }) },
      ExpressionAttributeValues: { ":partition": partition, ...values },
      ScanIndexForward: part.descending !== true,
      Limit: part.limit,
      ExclusiveStartKey: after,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  return { items: answer.Items ?? [], last: answer.LastEvaluatedKey };
}

function between({ from, to }: Pick<Query, "from" | "to">): { condition: string; values: Item } {
  if (from === undefined && to === undefined) return { condition: "", values: {} };
  if (to === undefined) return { condition: " AND #sort >= :from", values: { ":from": from } };
  if (from === undefined) return { condition: " AND #sort <= :to", values: { ":to": to } };
  return { condition: " AND #sort BETWEEN :from AND :to", values: { ":from": from, ":to": to } };
}

function keysOf(index: IndexName | undefined): { readonly partition: string; readonly sort?: string } {
  return index === undefined ? table : indexes[index];
}

function startKey(index: IndexName | undefined, partition: string, { ownerSort, ...key }: Position): Item {
  const { partition: attribute, sort } = keysOf(index);
  if (index === undefined) return key;
  return { ...key, [attribute]: partition, ...(sort !== undefined && { [sort]: ownerSort }) };
}
