import { AsyncLocalStorage } from "node:async_hooks";
import { client } from "../../shared/store/core/client.ts";

/** The first writes wait this long for the others, because some may never come. */
const patienceMilliseconds = 250;

/** Holds writes back until this number of them waits. */
class Gate {
  readonly #size: number;
  readonly #opened: Promise<void>;
  #open: () => void = () => undefined;
  #waiting = 0;

  constructor(size: number) {
    this.#size = size;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  pass(): Promise<void> {
    this.#waiting += 1;
    if (this.#waiting === 1) setTimeout(this.#open, patienceMilliseconds);
    if (this.#waiting === this.#size) this.#open();
    return this.#opened;
  }
}

const gates = new AsyncLocalStorage<Gate>();

client.middlewareStack.add(
  (next, context) => async (args) => {
    if (/^(Put|TransactWrite)/.test(context.commandName ?? "")) await gates.getStore()?.pass();
    return next(args);
  },
  { step: "initialize", name: "race" },
);

/** Runs requests as the closest possible race: all first writes start together, when each request is ready to write. */
export function race<T>(count: number, requests: () => T): T {
  return gates.run(new Gate(count), requests);
}
