import { AsyncLocalStorage } from "node:async_hooks";

/** The deployed function that runs now, by its name: what it asks of the table in this process is counted as its own. */
export const running = new AsyncLocalStorage<string>();
