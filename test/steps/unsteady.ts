import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "../../shared/store/core/client.ts";

const put = z.object({ Item: z.object({ pk: z.string(), sk: z.string() }) });
const transaction = z.object({ TransactItems: z.array(z.object({ Put: put.optional() })) });

/**
 * Lets the things of these kinds change under every decision: before each write of one of them, somebody else has
 * written it. Counts how often.
 */
export function changing(...kinds: readonly string[]) {
  let changed = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      for (const { pk, sk } of writtenBy(context.commandName, args.input)) {
        if (sk !== "." || !kinds.some((each) => pk.startsWith(`${each.toUpperCase()}#`))) continue;
        if (await writtenElsewhere({ pk, sk }, `another-${changed}`)) changed += 1;
      }
      return next(args);
    },
    { step: "initialize", name: "changing", priority: "low" },
  );
  return { count: () => changed, [Symbol.dispose]: () => void client.middlewareStack.remove("changing") };
}

/** False if it does not exist yet. */
async function writtenElsewhere(Key: { pk: string; sk: string }, commit: string): Promise<boolean> {
  const update = {
    TableName: tableName(),
    Key,
    UpdateExpression: "SET #commit = :commit",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#commit": "commit" },
    ExpressionAttributeValues: { ":commit": commit },
  };
  try {
    await client.send(new UpdateCommand(update));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function writtenBy(commandName: string | undefined, input: unknown): readonly { pk: string; sk: string }[] {
  if (/^Put/.test(commandName ?? "")) return [put.parse(input).Item];
  if (!/^TransactWrite/.test(commandName ?? "")) return [];
  return transaction.parse(input).TransactItems.flatMap(({ Put }) => Put?.Item ?? []);
}
