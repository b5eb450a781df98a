import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { type Entity, type Key, type Ref, storedItem } from "./entity.ts";
import { Facts } from "./facts.ts";
import { read } from "./read.ts";

/** Where a list goes on: behind this item. `ownerSort` where the list is an index's. */
export const positionSchema = z.strictObject({ pk: z.string(), sk: z.string(), ownerSort: z.string().optional() });

export type Position = z.infer<typeof positionSchema>;

export type Page<T> = { readonly values: T[]; readonly next?: Position | undefined };

/** Which part of a list: how many, behind what, only those whose sort text begins with `within`, or lies from `from` to `to`. */
export type Part<T = never> = {
  readonly limit: number;
  readonly after?: Position | undefined;
  readonly within?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ascending?: boolean;
  /** What of the list is wanted. So few may be that a page has less than `limit`, or nothing, and still a next one. */
  keep?(value: T): boolean;
};

/** Behind every text that begins alike, whatever its script. */
const lastSymbol = "\u{10ffff}";

/** How much of a list one page looks through for what is wanted of it. */
const searched = 1_000;

/** Where what lies after an instant begins, in a list that is ordered by instants. */
export function behind(now: Instant): string {
  return `${now}#${lastSymbol}`;
}

/**
 * One page of an owner's things of one kind, newest first unless asked otherwise. Read from an index: what was written
 * a moment ago may be missing, so nothing is decided on it.
 */
export async function listOwned<T>(entity: Entity<T>, list: string, part: Part<T>, cost: Cost): Promise<Page<T>> {
  const { within = "", from = within, to = within, after, ascending = false } = part;
  const first = `${entity.kind}#${from}`;
  // As the list was when the cursor was made, it began earlier. DynamoDB takes no start outside of what is asked for.
  if (!ascending && after?.ownerSort !== undefined && after.ownerSort < first) return { values: [] };
  const asked = {
    IndexName: "by-owner",
    KeyConditionExpression: "#owner = :owner AND #ownerSort BETWEEN :first AND :last",
    ExpressionAttributeNames: { "#owner": "owner", "#ownerSort": "ownerSort" },
    ExpressionAttributeValues: {
      ":owner": list,
      ":first": first,
      ":last": `${entity.kind}#${to}${lastSymbol}`,
    },
  };
  return pageOf(entity, asked, after && { ...after, owner: list }, part, cost);
}

/** One page of the parts of a thing, consistently, in the order of their places or against it; of those from `from` to `to`. */
export async function listParts<T>(entity: Entity<T>, parent: Key, part: Part<T>, cost: Cost): Promise<Page<T>> {
  const prefix = `${entity.kind.toUpperCase()}#`;
  const first = `${prefix}${part.from ?? part.within ?? ""}`;
  // A list that begins later than when the cursor was made goes on at its new beginning; read backwards, it has ended.
  const isBefore = part.after !== undefined && part.after.sk < first;
  if (isBefore && part.ascending !== true) return { values: [] };
  const after = isBefore ? undefined : part.after;
  const asked = {
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":pk": parent.pk,
      ":first": first,
      ":last": `${prefix}${part.to ?? part.within ?? ""}${lastSymbol}`,
    },
  };
  return pageOf(entity, asked, after, part, cost);
}

/**
 * One page of things that are named one by one, consistently, in that order. It goes on behind the one that was seen
 * last; if that is not named any more, it begins again.
 */
export async function listNamed<T>(
  refs: readonly Ref<T>[],
  { limit, after, keep = () => true }: Part<T>,
  cost: Cost,
): Promise<Page<T>> {
  const from = refs.findIndex(({ key }) => key.pk === after?.pk) + 1;
  const shown = refs.slice(from, from + limit);
  const last = from + limit < refs.length ? shown.at(-1) : undefined;
  return { values: (await lookUp(shown, cost)).filter(keep), next: last?.key };
}

/** One page of things that were worked out, each of which `name` names: it goes on behind the one that was seen last. */
export function listWorkedOut<T>(
  things: readonly T[],
  name: (thing: T) => string,
  { limit, after }: Pick<Part, "limit" | "after">,
): Page<T> {
  const from = things.findIndex((each) => name(each) === after?.pk) + 1;
  const values = things.slice(from, from + limit);
  const last = from + limit < things.length ? values.at(-1) : undefined;
  return { values, next: last && { pk: name(last), sk: "" } };
}

/** Those of the things that there are, consistently, in their order; at most 100. */
export async function lookUp<T>(refs: readonly Ref<T>[], cost: Cost): Promise<T[]> {
  const facts = new Facts();
  await read(facts, refs, cost);
  return refs.flatMap((ref) => facts.get(ref) ?? []);
}

/** Every page of a list, one after the other: as many round trips as there are pages. */
export async function allOf<T>(page: (after: Position | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let after: Position | undefined;
  do {
    const { values, next } = await page(after);
    all.push(...values);
    after = next;
  } while (after !== undefined);
  return all;
}

async function pageOf<T>(
  entity: Entity<T>,
  asked: Omit<QueryCommandInput, "TableName">,
  after: Record<string, unknown> | undefined,
  { limit, ascending = false, keep }: Part<T>,
  cost: Cost,
): Promise<Page<T>> {
  const answer = await client.send(
    new QueryCommand({
      ...asked,
      TableName: tableName(),
      ScanIndexForward: ascending,
      Limit: keep === undefined ? limit : searched,
      ExclusiveStartKey: after,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const values: T[] = [];
  for (const item of answer.Items ?? []) {
    const value = entity.schema.parse(storedItem.parse(item).data);
    if (keep === undefined || keep(value)) values.push(value);
    const isLast = item === answer.Items?.at(-1);
    if (keep !== undefined && values.length === limit && !isLast) return { values, next: positionOf(item) };
  }
  return { values, next: answer.LastEvaluatedKey && positionOf(answer.LastEvaluatedKey) };
}

function positionOf({ pk, sk, ownerSort }: Record<string, unknown>): Position {
  return positionSchema.parse({ pk, sk, ownerSort });
}

/** Everything in one partition, consistently, in the order of its sort keys: one round trip for each MB. */
export async function readPartition(pk: string, cost: Cost): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ExclusiveStartKey: after,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.read(answer);
    items.push(...(answer.Items ?? []));
    after = answer.LastEvaluatedKey;
  } while (after !== undefined);
  return items;
}

/** The first rows of one partition from a sort key on, consistently, in one round trip. */
export async function readRows(
  pk: string,
  from: string,
  limit: number,
  cost: Cost,
): Promise<Record<string, unknown>[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk AND sk >= :from",
      ExpressionAttributeValues: { ":pk": pk, ":from": from },
      ConsistentRead: true,
      Limit: limit,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  return answer.Items ?? [];
}
