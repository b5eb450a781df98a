import { client } from "../../shared/store/client.ts";

/** Lets something happen between a step's last look and its first transaction: what it decided on is old by then. */
export async function between<T>(happens: () => Promise<unknown>, step: () => Promise<T>): Promise<T> {
  let hasHappened = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!hasHappened && /^TransactWrite/.test(context.commandName ?? "")) {
        hasHappened = true;
        await happens();
      }
      return next(args);
    },
    { step: "initialize", name: "between" },
  );
  try {
    return await step();
  } finally {
    client.middlewareStack.remove("between");
  }
}
