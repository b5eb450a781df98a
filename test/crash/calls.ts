import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Answered, type LocalClient, staffGroup } from "../../infra/commands/client.ts";
import type { Victim } from "./victim.ts";

/** A request that can be repeated with the same key or message id and the same content. */
type Repeatable = { readonly send: (client: LocalClient) => Promise<Answered>; readonly first: Answered };

/** An acknowledged event. The thing's history must have it. */
type Happened = { readonly kind: string; readonly id: string; readonly type: string };

export const staff = "staff";

const longestMilliseconds = 120_000;

/** Sends each request until it is answered, and records the acknowledgements. */
export class Calls {
  readonly #victim: Victim;
  readonly repeatable: Repeatable[] = [];
  readonly happened: Happened[] = [];
  /** Wrong answers. */
  readonly odd: string[] = [];

  constructor(victim: Victim) {
    this.#victim = victim;
  }

  async post(path: string, as: string, body: object, allowed: readonly number[]): Promise<Answered> {
    const headers = { "idempotency-key": randomUUID() };
    return this.#acknowledged(
      async (client) => client.send("POST", path, { token: await token(client, as), body, headers }),
      allowed,
    );
  }

  /** Sends a report. `at` is the time of the event. */
  report(sender: string, type: string, data: object, at: string, allowed: readonly number[]): Promise<Answered> {
    const [body, messageId] = [{ type, occurredAt: at, data }, `msg_${randomUUID()}`];
    return this.#acknowledged((client) => client.webhook(sender, body, messageId), allowed);
  }

  /** A PUT has no key. A repetition after a crash finds that nothing is left to do. */
  async put(path: string, as: string, body: object): Promise<void> {
    const { status, text } = await this.#victim.send(async (client) =>
      client.send("PUT", path, { token: await token(client, as), body }),
    );
    if (status !== 200) this.odd.push(`${status} ${text}`);
  }

  get(path: string, as: string): Promise<Answered> {
    return this.#victim.send(async (client) => client.send("GET", path, { token: await token(client, as) }));
  }

  /** A repetition after a crash may find that it is already done. */
  async remove(path: string, as: string): Promise<void> {
    const { status, text } = await this.#victim.send(async (client) =>
      client.send("DELETE", path, { token: await token(client, as) }),
    );
    if (status !== 200 && status !== 404) this.odd.push(`${status} ${text}`);
  }

  /**
   * Looks until something is found, with runs of the schedule between. The clock counts and not the rounds: a run that finds
   * the lease held does nothing, and the event of an e-mail whose try was killed comes again.
   */
  async eventually<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = performance.now() + longestMilliseconds;
    for (;;) {
      const found = await look();
      if (found !== undefined || performance.now() > end) return found;
      await this.runSchedule();
      await sleep(100);
    }
  }

  async runSchedule(): Promise<void> {
    await this.#victim.send((client) => client.send("POST", "/__local/schedule/run"));
  }

  async now(): Promise<string> {
    const { body } = await this.#victim.send((client) => client.send("GET", "/__local/clock"));
    return z.object({ now: z.string() }).parse(body).now;
  }

  /** From now on the thing's history must have this event. */
  must(kind: string, id: string, type: string): void {
    this.happened.push({ kind, id, type });
  }

  async #acknowledged(send: Repeatable["send"], allowed: readonly number[]): Promise<Answered> {
    const first = await this.#victim.send(send);
    if (allowed.includes(first.status)) this.repeatable.push({ send, first });
    else this.odd.push(`${first.status} ${first.text}`);
    return first;
  }
}

export function emailOf(as: string): string {
  return `${as}@example.org`;
}

/** Each client of a started host has tokens of its own. They are valid for longer than any host lives. */
const tokens = new WeakMap<LocalClient, Map<string, Promise<string>>>();

function token(client: LocalClient, as: string): Promise<string> {
  const known = tokens.get(client) ?? new Map<string, Promise<string>>();
  tokens.set(client, known);
  const groups = as === staff ? { groups: [staffGroup] } : {};
  const drawn = known.get(as) ?? client.token({ sub: as, email: emailOf(as), name: "Ana Sá", ...groups });
  known.set(as, drawn);
  return drawn;
}
