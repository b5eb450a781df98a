import { AsyncLocalStorage } from "node:async_hooks";

/** The name of the running deployed function. Table requests in this process count as its own. */
export const running = new AsyncLocalStorage<string>();
