import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/instant.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { keyOf } from "./entity.ts";

/** Something that the schedule must look at: what it is, which, and since when. */
export type Due = { readonly kind: string; readonly id: string; readonly at: Instant; readonly sort: string };

/** So many at a time. */
const pageSize = 100;

/**
 * What is due at `now` in one shard, oldest first, page by page; ends with when the next thing falls due, if anything
 * does. What it costs depends on what is due, not on what is stored (R30). The index may lag: look again before acting.
 */
export async function* readDue(
  shard: string,
  now: Instant,
  cost: Cost,
): AsyncGenerator<Due[], Instant | undefined, undefined> {
  let after: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: "by-due",
        KeyConditionExpression: "due = :shard",
        ExpressionAttributeValues: { ":shard": shard },
        Limit: pageSize,
        ExclusiveStartKey: after,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.read(answer);
    const found = (answer.Items ?? []).map(({ dueSort }) => dueOf(String(dueSort)));
    const later = found.find(({ at }) => at > now);
    const due = found.filter(({ at }) => at <= now);
    if (due.length > 0) yield due;
    if (later !== undefined) return later.at;
    after = answer.LastEvaluatedKey;
  } while (after !== undefined);
  return undefined;
}

/** When the next thing falls due after `now` in one shard, if anything does. */
export async function nextDue(shard: string, now: Instant, cost: Cost): Promise<Instant | undefined> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-due",
      KeyConditionExpression: "due = :shard AND dueSort > :now",
      ExpressionAttributeValues: { ":shard": shard, ":now": `${now}#\uffff` },
      Limit: 1,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const [first] = answer.Items ?? [];
  return first === undefined ? undefined : dueOf(String(first.dueSort)).at;
}

/** Drops a record whose time is over; leaves one that was renewed meanwhile. */
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
