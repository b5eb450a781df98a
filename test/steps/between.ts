import { client } from "../../shared/store/core/client.ts";

type Act = () => Promise<unknown>;

/** Does something between what a request has read and what it writes; of several things, one before each of its tries. */
export async function beforeItWrites<T>(first: Act | readonly Act[], request: () => Promise<T>): Promise<T> {
  const left = [first].flat();
  let isActing = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!isActing && /^TransactWrite/.test(context.commandName ?? "")) {
        isActing = true;
        await left.shift()?.();
        isActing = false;
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
