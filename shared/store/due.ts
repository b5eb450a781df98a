import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../domain/instant.ts";
import { dueShards } from "./change.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";

/** Something that the schedule must look at: what it is, which, and since when. */
export type Due = { readonly kind: string; readonly id: string; readonly at: Instant };

/**
 * What is due at `now` and when the next thing falls due after it: bounded by `limit` for each shard, whatever is
 * stored (R30).
 */
export async function readDue(
  now: Instant,
  limit: number,
  cost: Cost,
): Promise<{ due: Due[]; nextDueAt: Instant | undefined }> {
  const found = (await Promise.all(dueShards.map((shard) => readShard(shard, limit, cost)))).flat();
  found.sort((one, other) => (one.at < other.at ? -1 : 1));
  return { due: found.filter(({ at }) => at <= now), nextDueAt: found.find(({ at }) => at > now)?.at };
}

async function readShard(shard: string, limit: number, cost: Cost): Promise<Due[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-due",
      KeyConditionExpression: "due = :shard",
      ExpressionAttributeValues: { ":shard": shard },
      Limit: limit,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  return (answer.Items ?? []).map(({ dueSort }) => {
    const [at = "", kind = "", ...id] = String(dueSort).split("#");
    return { at, kind, id: id.join("#") };
  });
}
