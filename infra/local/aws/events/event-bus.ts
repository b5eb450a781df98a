import { randomUUID } from "node:crypto";
import type { RuleDefinition } from "../../assembly/events.ts";
import { account, region } from "../../assembly/intrinsics.ts";
import type { Clock } from "../../host/clock.ts";
import { warn } from "../../host/log.ts";
import { streamFilter } from "../dynamodb/stream-filter.ts";
import type { Outcome } from "../lambda/instance.ts";

/** An event before the bus has given it an id and a time. */
export type Entry = { readonly source: string; readonly "detail-type": string; readonly detail: unknown };

type Invoke = (functionArn: string, event: unknown) => Promise<Outcome>;

/** The default event bus. It calls the function of each rule that an event matches, asynchronously, at least once. */
export class EventBus {
  readonly #rules: readonly (RuleDefinition & { readonly fits: (event: unknown) => boolean })[];
  readonly #clock: Clock;
  readonly #invoke: Invoke;
  readonly #deliveries = new Set<Promise<void>>();

  constructor(rules: readonly RuleDefinition[], clock: Clock, invoke: Invoke) {
    // Filters of streams and rules have the same language.
    this.#rules = rules.map((rule) => ({ ...rule, fits: streamFilter([rule.pattern]) }));
    this.#clock = clock;
    this.#invoke = invoke;
  }

  put(entry: Entry): void {
    const time = `${new Date(this.#clock.now()).toISOString().slice(0, 19)}Z`;
    const event = { version: "0", id: randomUUID(), ...entry, account, time, region, resources: [] };
    for (const rule of this.#rules.filter(({ fits }) => fits(event))) {
      const delivery = this.#deliver(rule, event);
      this.#deliveries.add(delivery);
      void delivery.finally(() => this.#deliveries.delete(delivery));
    }
  }

  /** Resolves when no delivery is under way. */
  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries);
  }

  async #deliver({ functionArn, retries }: RuleDefinition, event: unknown): Promise<void> {
    for (let attempt = 0; attempt <= retries; attempt += 1) {
      if ((await this.#invoke(functionArn, event)).ok) return;
    }
    warn(`${functionArn} failed on an event ${retries + 1} times`);
  }
}
