import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import type { Key, Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";

/**
 * Looks things up, consistently, in one round trip, and adds them to the facts. What the table could not answer under
 * load is asked again; at most 100 things at a time.
 */
export async function read(facts: Facts, refs: readonly Pick<Ref<unknown>, "key">[], cost: Cost): Promise<void> {
  const keys = refs.map(({ key }) => key);
  const [first] = keys;
  if (first === undefined) return;
  if (keys.length === 1) return readOne(facts, first, cost);

  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  for (const key of distinct.values()) facts.learn(key, undefined);
  let wanted: Record<string, unknown>[] = [...distinct.values()].map((key) => ({ ...key }));
  while (wanted.length > 0) {
    const answer = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName()]: { Keys: wanted, ConsistentRead: true } },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.read(answer);
    for (const item of answer.Responses?.[tableName()] ?? []) {
      facts.learn({ pk: String(item.pk), sk: String(item.sk) }, item);
    }
    wanted = answer.UnprocessedKeys?.[tableName()]?.Keys ?? [];
  }
}

async function readOne(facts: Facts, key: Key, cost: Cost): Promise<void> {
  const answer = await client.send(
    new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true, ReturnConsumedCapacity: "TOTAL" }),
  );
  cost.read(answer);
  facts.learn(key, answer.Item);
}
