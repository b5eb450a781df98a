import * as z from "zod";
import { below, type Random } from "../steps/random.ts";
import type { Person, Transport } from "./transport.ts";

/** Values by name: `orderId`, `examCode`, `accountId`... */
export type Known = Readonly<Record<string, string>>;

export const staff: Person = { sub: "staff-1", email: "staff@example.org", name: "Staff", staff: true };

export function person(draw: Random): Person {
  const sub = `fuzz-${below(2 ** 32, draw).toString(36)}-${below(2 ** 32, draw).toString(36)}`;
  return { sub, email: `${sub}@example.org`, name: "Ana Sá", staff: false };
}

/** An answer's body. */
export const texts = z.record(z.string(), z.unknown());
/** Creates things through the API, each with the right account. */
export class Maker {
  readonly #transport: Transport;
  readonly #draw: Random;

  constructor(transport: Transport, draw: Random) {
    this.#transport = transport;
    this.#draw = draw;
  }

  async ask(as: Person, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const text = body && JSON.stringify(body);
    const headers = { ...(text !== undefined && { "content-type": "application/json" }) };
    const [bare = "", query = ""] = path.split("?");
    const sent = { method, path: bare, query, headers, body: text, as, address: "192.0.2.1" };
    return this.#must(path, await this.#transport.send(sent));
  }

  async tell(sender: string, type: string, data: object): Promise<Record<string, unknown>> {
    const text = JSON.stringify({ type, occurredAt: await this.#transport.now(), data });
    const path = `/v1/webhooks/${sender}`;
    const signed = await this.#transport.sign(sender, text, `msg_${this.number()}`);
    const headers = { ...signed, "content-type": "application/json" };
    const sent = { method: "POST", path, query: "", headers, body: text, as: undefined, address: "192.0.2.1" };
    return this.#must(path, await this.#transport.send(sent));
  }

  now(): Promise<string> {
    return this.#transport.now();
  }

  number(): string {
    return `885${String(below(10 ** 12, this.#draw)).padStart(12, "0")}`;
  }

  #must(path: string, { status, text }: { status: number; text: string }): Record<string, unknown> {
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
    return texts.parse(JSON.parse(text));
  }
}
