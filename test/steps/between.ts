import { client } from "../../shared/store/client.ts";

/** Does something between what a request has read and what it writes. */
export async function beforeItWrites<T>(first: () => Promise<unknown>, request: () => Promise<T>): Promise<T> {
  let isDone = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!isDone && /^TransactWrite/.test(context.commandName ?? "")) {
        isDone = true;
        await first();
      }
      return next(args);
    },
    { step: "initialize", name: "before-it-writes" },
  );
  try {
    return await request();
  } finally {
    client.middlewareStack.remove("before-it-writes");
  }
}
