import * as z from "zod";
import { client } from "../../shared/store/core/client.ts";
import { cancelled } from "./store-faults.ts";

const key = z.object({ pk: z.string(), sk: z.string() });
const transaction = z.object({
  TransactItems: z.array(
    z.union([
      z.object({ Put: z.object({ Item: key }) }).transform(({ Put }) => Put.Item),
      z.object({ Delete: z.object({ Key: key }) }).transform(({ Delete }) => Delete.Key),
      z.object({ ConditionCheck: z.object({ Key: key }) }).transform(({ ConditionCheck }) => ConditionCheck.Key),
    ]),
  ),
});

/**
 * Lets transactions collide as DynamoDB does and the engine does not: one that names an item of another transaction
 * that is under way is cancelled, and nothing of it is written.
 */
export function colliding() {
  const held = new Set<string>();
  let collisions = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^TransactWrite/.test(context.commandName ?? "")) return next(args);
      const keys = transaction.parse(args.input).TransactItems.map(({ pk, sk }) => `${pk} ${sk}`);
      const codes = keys.map((each) => (held.has(each) ? "TransactionConflict" : "None"));
      if (codes.includes("TransactionConflict")) {
        collisions += 1;
        throw cancelled(...codes);
      }
      for (const each of keys) held.add(each);
      try {
        return await next(args);
      } finally {
        for (const each of keys) held.delete(each);
      }
    },
    { step: "initialize", name: "colliding", priority: "low" },
  );
  return { count: () => collisions, [Symbol.dispose]: () => void client.middlewareStack.remove("colliding") };
}
