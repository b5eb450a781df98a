import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/instant.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { keyOf } from "./entity.ts";
import { type Position, query } from "./query.ts";
import { lastSymbol } from "./table.ts";

export type Due = { readonly kind: string; readonly id: string; readonly at: Instant; readonly sort: string };

const pageSize = 100;

/** Due at `now` in one shard, oldest first (R30). Ends with the next due instant. The index may lag: read again. */
export async function* readDue(
  shard: string,
  now: Instant,
  cost: Cost,
): AsyncGenerator<Due[], Instant | undefined, undefined> {
  let after: Position | undefined;
  do {
    const { items, next } = await query({ index: "by-due", partition: shard, limit: pageSize, after }, cost);
    const found = items.map(({ dueSort }) => dueOf(String(dueSort)));
    const later = found.find(({ at }) => at > now);
    const due = found.filter(({ at }) => at <= now);
    if (due.length > 0) yield due;
    if (later !== undefined) return later.at;
    after = next;
  } while (after !== undefined);
  return undefined;
}

export async function nextDue(shard: string, now: Instant, cost: Cost): Promise<Instant | undefined> {
  const behindNow = `${now}#${lastSymbol}`;
  const { items } = await query({ index: "by-due", partition: shard, from: behindNow, limit: 1 }, cost);
  const [first] = items;
  return first === undefined ? undefined : dueOf(String(first.dueSort)).at;
}

/** Deletes an expired record, unless it was renewed. */
export async function drop({ kind, id, sort }: Due, cost: Cost): Promise<void> {
  try {
    const answer = await client.send(
      new DeleteCommand({
        TableName: tableName(),
        Key: keyOf(kind, id),
        ConditionExpression: "dueSort = :sort",
        ExpressionAttributeValues: { ":sort": sort },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.write(answer);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function dueOf(sort: string): Due {
  const [at = "", kind = "", ...id] = sort.split("#");
  return { at, kind, id: id.join("#"), sort };
}
