import { AsyncLocalStorage } from "node:async_hooks";
import crypto, { createHash } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import { Random } from "./random.ts";

/** One of those that run at once. */
type Actor = { readonly name: string; calls: number; waits: number; isHeld: boolean; drawn: number };

/** Code without a store call takes no virtual time. It is done after this many quiet event loop turns. */
const quietTurns = 4;

/**
 * Lets those that run at once use the store one at a time, in an order that the seed alone decides, however fast the
 * machine is: so a seed replays. Each draws its random bytes from the seed, too. Nobody's turn comes before all others
 * have got to where they need the store themselves, or are held back, or have ended.
 */
export class Turns {
  readonly #seed: number;
  readonly #random: Random;
  readonly #running = new AsyncLocalStorage<Actor>();
  readonly #actors = new Set<Actor>();
  readonly #taken = createHash("sha256");
  #waiting: { readonly actor: Actor; readonly wants: string; readonly begin: () => void }[] = [];
  #begun = 0;
  #changes = 0;
  #isTaken = false;
  #isSettling = false;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed + 3_000_017);
    drawFrom(this);
  }

  /** Tells all turns that were taken, in their order, from all others. */
  get digest(): string {
    return this.#taken.copy().digest("hex");
  }

  /** Runs `work` as one of those who take turns. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#begun += 1;
    const actor = { name: `${this.#seed}-${this.#begun}`, calls: 0, waits: 0, isHeld: false, drawn: 0 };
    this.#actors.add(actor);
    try {
      return await this.#running.run(actor, work);
    } finally {
      this.#actors.delete(actor);
      this.#changed();
    }
  }

  /** Runs a call of the store, all its attempts and pauses, in the middle of which nobody else's turn is due. */
  async call<T>(call: () => Promise<T>): Promise<T> {
    const actor = this.#running.getStore();
    if (actor === undefined) return call();
    actor.calls += 1;
    try {
      return await call();
    } finally {
      actor.calls -= 1;
      this.#changed();
    }
  }

  /** Does what it wants, named by its content, when its turn has come. Whoever takes no turns does it at once. */
  async take<T>(wants: string, act: () => Promise<T>): Promise<T> {
    const actor = this.#running.getStore();
    if (actor === undefined) return act();
    actor.waits += 1;
    await new Promise<void>((begin) => {
      this.#waiting.push({ actor, wants, begin });
      this.#changed();
    });
    this.#taken.update(`${actor.name} ${wants}\n`);
    try {
      return await act();
    } finally {
      this.#isTaken = false;
      this.#changed();
    }
  }

  /** Lets the others go on while this one is held back. */
  async hold(until: () => Promise<void>): Promise<void> {
    const actor = this.#running.getStore();
    if (actor !== undefined) actor.isHeld = true;
    this.#changed();
    await until();
    if (actor !== undefined) actor.isHeld = false;
  }

  /** Bytes that depend on the seed and on who draws them, and how often it has. */
  draw(bytes: number): Buffer | undefined {
    const actor = this.#running.getStore();
    if (actor === undefined) return undefined;
    const drawn: Buffer[] = [];
    for (let size = 0; size < bytes; size += 32) {
      actor.drawn += 1;
      drawn.push(createHash("sha256").update(`${actor.name}-${actor.drawn}`).digest());
    }
    return Buffer.concat(drawn).subarray(0, bytes);
  }

  #changed(): void {
    this.#changes += 1;
    if (!this.#isSettling) void this.#settle();
  }

  async #settle(): Promise<void> {
    this.#isSettling = true;
    for (let quiet = 0; quiet < quietTurns; ) {
      const before = this.#changes;
      await timers.setImmediate();
      quiet = before === this.#changes ? quiet + 1 : 0;
    }
    this.#isSettling = false;
    const all = [...this.#actors].filter(({ isHeld }) => !isHeld);
    const isReady = this.#waiting.length > 0 && all.every(({ calls, waits }) => waits > 0 && waits === calls);
    const next = isReady && !this.#isTaken ? this.#random.pick(this.#inOrder()) : undefined;
    if (next === undefined) return;
    this.#waiting = this.#waiting.filter((each) => each !== next);
    next.actor.waits -= 1;
    this.#isTaken = true;
    next.begin();
  }

  /** Waiting calls in the order in which their actors began, because the order of arrival is not reproducible. */
  #inOrder() {
    const waiting = this.#waiting.toSorted((one, other) => (one.wants < other.wants ? -1 : 1));
    return [...this.#actors].flatMap((actor) => waiting.filter((each) => each.actor === actor));
  }
}

const { randomBytes, randomUUID } = crypto;
let newest: Turns | undefined;

/** Seeds the system's randomness for the functions while they take turns. */
function drawFrom(turns: Turns): void {
  newest = turns;
  Object.assign(crypto, {
    randomBytes: (...[size, ...rest]: Parameters<typeof randomBytes>) =>
      newest?.draw(size) ?? randomBytes(size, ...rest),
    randomUUID: () => {
      const drawn = newest?.draw(16)?.toString("hex");
      return drawn?.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5") ?? randomUUID();
    },
  });
  syncBuiltinESMExports();
}
