import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import timers from "node:timers/promises";
import { ProvisionedThroughputExceededException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Random } from "./random.ts";
import { Turns } from "./turns.ts";

export const faultKinds = ["dropped", "answer-lost", "duplicated", "conflict", "throttled", "stale-index"] as const;

export type FaultKind = (typeof faultKinds)[number];

const requestSchema = z.object({
  body: z.union([z.string(), z.instanceof(Uint8Array).transform((bytes) => new TextDecoder().decode(bytes))]),
  headers: z.record(z.string(), z.string()),
});
const clientToken = /("ClientRequestToken":")[^"]+/;
const about = { message: "injected", $metadata: {} };

/** The rate of faults, and the longest run of consecutive ones. */
const rate = 0.05;
const longestSpell = 6;

type Spell = {
  readonly random: Random;
  kind?: FaultKind | undefined;
  left: number;
  met: number;
  readonly gate?: Gate | undefined;
};

/** Holds the first write until the gate opens, so that its facts may be outdated. */
export class Gate {
  readonly #arrived = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<void>();
  /** True when a write waits at the gate. */
  isReached = false;

  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  open(): void {
    this.#opened.resolve();
  }

  async pass(): Promise<void> {
    this.isReached = true;
    this.#arrived.resolve();
    await this.#opened.promise;
  }
}

/**
 * Injects faults between the SDK's retries and the engine. Only calls inside `during` meet faults. Each call has its
 * own random source, so that concurrent calls are independent.
 */
export class Faults {
  readonly counts: Record<FaultKind, number> = {
    dropped: 0,
    "answer-lost": 0,
    duplicated: 0,
    conflict: 0,
    throttled: 0,
    "stale-index": 0,
  };
  readonly #spells = new AsyncLocalStorage<Spell>();
  readonly #earlier = new Map<string, { response: unknown; output: object }>();
  readonly #token = randomUUID().slice(0, 24);
  #sendings = 0;
  /** Concurrent calls of one seed. */
  turns = new Turns(0);

  constructor(client: DynamoDBDocumentClient) {
    // The store's backoff passes at once, too.
    Object.assign(timers, { setTimeout: () => timers.setImmediate() });
    // The SDK's three attempts without pauses, because time is virtual.
    client.config.retryStrategy = async () => ({
      acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
      refreshRetryTokenForRetry: async (token, { errorType }) => {
        const count = token.getRetryCount() + 1;
        if (count >= 3 || errorType === "CLIENT_ERROR") throw new Error("no attempt left");
        return { getRetryCount: () => count, getRetryDelay: () => 0 };
      },
      recordSuccess: () => undefined,
    });
    client.middlewareStack.add((next) => (args) => this.turns.call(() => next(args)), {
      step: "initialize",
      priority: "high",
      name: "turns",
    });
    client.middlewareStack.add(
      (next) => (args) => {
        const spell = this.#spells.getStore();
        const send = () => next(args);
        if (spell !== undefined) return this.#meet(spell, args.request, send);
        return this.turns.take(wanted(requestSchema.parse(args.request).body), send);
      },
      { step: "finalizeRequest", priority: "low", name: "faults" },
    );
  }

  /** Restarts all randomness from this seed. */
  begin(seed: number): void {
    this.turns = new Turns(seed);
    this.#earlier.clear();
  }

  /** The random source of the current call inside `during`. */
  randomOf = (): Random | undefined => this.#spells.getStore()?.random;

  /** Runs `work` with faults, optionally behind a gate. Returns the number of faults. */
  async during<T>(random: Random, work: () => Promise<T>, gate?: Gate): Promise<{ value: T; met: number }> {
    const spell: Spell = { random, left: 0, met: 0, gate };
    return { value: await this.#spells.run(spell, () => this.turns.during(work)), met: spell.met };
  }

  /** Runs `work` without faults, but reproducibly. */
  without<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.during(work);
  }

  async #meet<T extends { response: unknown; output: object }>(
    spell: Spell,
    request: unknown,
    send: () => Promise<T>,
  ): Promise<T> {
    const { body, headers } = requestSchema.parse(request);
    const action = headers["x-amz-target"]?.split(".")[1] ?? "";
    const isIndex = action === "Query" && body.includes('"IndexName"');
    const { gate } = spell;
    if (gate !== undefined && action === "TransactWriteItems") await this.turns.hold(() => gate.pass());
    const wants = wanted(body);
    const sendAnew = () => {
      // Each attempt has a new token, because exactly-once must not rest on it: it expires after ten minutes, and with the engine.
      this.#sendings += 1;
      const token = `${this.#token}${String(this.#sendings).padStart(12, "0")}`;
      Object.assign(Object(request), { body: body.replace(clientToken, `$1${token}`) });
      return send();
    };
    const answer = await this.turns.take(wants, () => this.#once(spell, { action, body, isIndex }, sendAnew));
    return answer ?? this.turns.take(wants, sendAnew);
  }

  /** Sends a request, perhaps with a fault. Undefined means retry, after other calls had their turn. */
  async #once<T extends { response: unknown; output: object }>(
    spell: Spell,
    { action, body, isIndex }: { readonly action: string; readonly body: string; readonly isIndex: boolean },
    send: () => Promise<T>,
  ): Promise<T | undefined> {
    const kind = this.#kind(spell, action, isIndex);
    if (kind !== undefined && kind !== "stale-index") this.#count(spell, kind);
    switch (kind) {
      case "dropped":
        throw broken();
      case "answer-lost":
        await send();
        throw broken();
      case "duplicated":
        await send().catch(() => undefined);
        return undefined;
      case "conflict": {
        const items = body.split('"Put":').length - 1;
        const reasons = Array.from({ length: items }, (_, at) => ({ Code: at === 0 ? "TransactionConflict" : "None" }));
        throw new TransactionCanceledException({ ...about, CancellationReasons: reasons });
      }
      case "throttled":
        throw new ProvisionedThroughputExceededException(about);
      default:
        return isIndex ? this.#askIndex(spell, body, kind, send) : send();
    }
  }

  async #askIndex<T extends { response: unknown; output: object }>(
    spell: Spell,
    body: string,
    kind: FaultKind | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    const answer = await send();
    const earlier = this.#earlier.get(body);
    const stale = kind === "stale-index" && earlier !== undefined;
    if (stale) this.#count(spell, kind);
    else this.#earlier.set(body, { response: answer.response, output: { ...answer.output } });
    return stale ? Object.assign(answer, earlier, { output: { ...earlier.output } }) : answer;
  }

  #kind(spell: Spell, action: string, isIndex: boolean): FaultKind | undefined {
    const { random } = spell;
    const writes = !["Query", "GetItem", "BatchGetItem"].includes(action);
    const fits = (kind: FaultKind) => {
      if (kind === "conflict") return action === "TransactWriteItems";
      if (kind === "duplicated") return writes;
      return kind !== "stale-index" || isIndex;
    };
    if (spell.left > 0 && spell.kind !== undefined && fits(spell.kind)) {
      spell.left -= 1;
      return spell.kind;
    }
    if (!random.chance(isIndex || writes ? rate * 3 : rate)) return undefined;
    spell.kind = random.pick(faultKinds.filter(fits));
    // Most bad spells are short; a long one outlasts the SDK's retries.
    spell.left = random.chance(0.3) ? random.int(1, longestSpell) : 0;
    return spell.kind;
  }

  #count(spell: Spell, kind: FaultKind): void {
    this.counts[kind] += 1;
    spell.met += 1;
  }
}

/** A request without the parts that vary: token, table name, order of keys. */
function wanted(body: string): string {
  const asked: unknown = JSON.parse(
    body.replace(clientToken, "$1").replaceAll(`"${process.env.TABLE_NAME}"`, '"table"'),
  );
  return JSON.stringify(asked, (_, value: unknown) => {
    // An answer that is kept, as its text.
    if (typeof value === "string" && value.startsWith("{")) return JSON.parse(value);
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return isMap ? Object.fromEntries(Object.entries(value).sort()) : value;
  });
}

function broken(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}
