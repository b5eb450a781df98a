import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import type { Key, Looked } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { pause, StoreBusy } from "./send.ts";

const unprocessedRetries = 6;

/** Reads up to 100 things, consistently, in one round trip, with backoff for unprocessed keys. Throws `StoreBusy`. */
export async function read(facts: Facts, refs: readonly Looked[], cost: Cost): Promise<void> {
  const keys = refs.map(({ key }) => key);
  const [first] = keys;
  if (first === undefined) return;
  if (keys.length === 1) return readOne(facts, first, cost);

  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  for (const key of distinct.values()) facts.learn(key, undefined);
  let wanted: Record<string, unknown>[] = [...distinct.values()].map((key) => ({ ...key }));
  for (let attempt = 0; wanted.length > 0; attempt += 1) {
    if (attempt > 0) await pause(attempt);
    if (attempt > unprocessedRetries) throw new StoreBusy("the table does not answer all that is asked");
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
