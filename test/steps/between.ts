import { client } from "../../shared/store/core/client.ts";

type Act = () => Promise<unknown>;

/** Does something between a request's read and its write. Of several things, one before each try. */
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
