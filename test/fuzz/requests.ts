import { below, oneOf, type Random } from "../steps/random.ts";
import type { DescribedOperation, Parameter } from "../support/described.ts";
import { person, staff } from "./maker.ts";
import { namedInBody, nameIn } from "./names.ts";
import type { Person, Sent, Transport } from "./transport.ts";
import type { Values } from "./values.ts";
import type { Household } from "./world.ts";

export const kinds = ["valid", "changed", "foreign", "wrong role"] as const;
export type Kind = (typeof kinds)[number];

/** A request, and its allowed answers beyond the document. */
export type Drawn = { readonly kind: Kind; readonly sent: Sent; readonly expected: (status: number) => boolean };

const signers = ["prometric", "pearson-vue", "academy"];
const messageIds: string[] = [];
const keys: string[] = [];

/** Anyone with an invitation link may read it and apply with it, by design. */
const forWhoeverHasTheLink = new Set(["getInvitation", "applyToOrganization"]);

type Draft = {
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
};

/** Draws requests from the document. */
export class Requests {
  readonly #transport: Transport;
  readonly #draw: Random;
  readonly #values: Values;
  readonly #households: readonly Household[];

  constructor(transport: Transport, draw: Random, values: Values, households: readonly Household[]) {
    this.#transport = transport;
    this.#draw = draw;
    this.#values = values;
    this.#households = households;
  }

  async draw(operation: DescribedOperation): Promise<Drawn> {
    const chosen = this.#draw();
    const asks = operation.security === "token" && /\{/.test(operation.path);
    const isOwn = asks && !operation.responses.has(403) && !forWhoeverHasTheLink.has(operation.id);
    const guards = asks && this.#isGuarded(operation);
    if ((isOwn || guards) && chosen < 0.25) return this.#foreign(operation);
    if (operation.security !== "public" && chosen < 0.4) return this.#wrongRole(operation);
    return chosen < 0.65 ? this.#changed(operation) : this.#valid(operation);
  }

  /** Operations for managers. For outsiders their target does not exist. */
  #isGuarded({ responses, id }: DescribedOperation): boolean {
    return responses.has(403) && !codesOf(responses.get(403)).includes("forbidden") && !forWhoeverHasTheLink.has(id);
  }

  async #valid(operation: DescribedOperation): Promise<Drawn> {
    // Mostly uses one household's things and accounts, because mixed ones mostly give a 404.
    const of = this.#draw() < 0.7 ? this.#household() : undefined;
    const draft = this.#draft(operation, of, of && this.#values.of(namedInBody(operation.id, of.things)));
    const caller = this.#caller(operation, of);
    const sent = await this.#asSeen(operation, await this.#sent(operation, draft, caller));
    return { kind: "valid", sent, expected: (status) => status < 500 };
  }

  /** Mostly names the current state in a change that names a state. */
  async #asSeen({ path }: DescribedOperation, sent: Sent): Promise<Sent> {
    const { "if-match": named, ...headers } = sent.headers;
    if (named === undefined || this.#draw() < 0.2) return sent;
    const thing = sent.path.split("/").slice(0, path.split("/").findLastIndex((part) => part.startsWith("{")) + 1);
    const look: Sent = { ...sent, method: "GET", path: thing.join("/"), query: "", headers: {}, body: undefined };
    const { etag } = (await this.#transport.send(look)).headers;
    return { ...sent, headers: { ...headers, ...(etag !== undefined && { "if-match": etag }) } };
  }

  async #foreign(operation: DescribedOperation): Promise<Drawn> {
    const draft = this.#draft(operation, this.#household());
    const example = Object.values(operation.body?.examples ?? {})[0];
    draft.body = operation.body && (shownBy(example) ?? {});
    draft.query = {};
    draft.headers = {};
    const sent = await this.#sent(operation, draft, person(this.#draw));
    return { kind: "foreign", sent, expected: (status) => status === 404 };
  }

  async #wrongRole(operation: DescribedOperation): Promise<Drawn> {
    const draft = this.#draft(operation);
    const forStaff = codesOf(operation.responses.get(403)).includes("forbidden");
    if (operation.security === "token") {
      const as = forStaff && this.#draw() < 0.7 ? person(this.#draw) : undefined;
      const sent = await this.#sent(operation, draft, as);
      return { kind: "wrong role", sent, expected: (status) => status === (as === undefined ? 401 : 403) };
    }
    const sent = await this.#sent(operation, draft, undefined);
    const { "webhook-signature": signature = "", ...headers } = sent.headers;
    const wrong =
      this.#draw() < 0.5 ? {} : { "webhook-signature": `v1,${signature.slice(3).split("").reverse().join("")}` };
    return {
      kind: "wrong role",
      sent: { ...sent, headers: { ...headers, ...wrong } },
      expected: (status) => status === 401,
    };
  }

  async #changed(operation: DescribedOperation): Promise<Drawn> {
    const draft = this.#draft(operation);
    const raw = this.#draw();
    const into = Object.keys(draft.params).length > 0 && raw < 0.25 ? "params" : raw < 0.45 ? "query" : "body";
    if (into === "params") {
      const names = Object.keys(draft.params);
      const name = names[below(names.length, this.#draw)] ?? "";
      draft.params[name] = String(this.#values.odd(draft.params[name]));
    } else if (into === "query" || operation.body === undefined) {
      const query = Object.keys(draft.query).length === 0 ? { limit: "20" } : draft.query;
      const changed = this.#values.changed(query);
      draft.query = Object.fromEntries(Object.entries(Object(changed)).map(([name, value]) => [name, String(value)]));
    } else draft.body = this.#values.changed(draft.body);
    if (this.#draw() < 0.1) draft.headers["idempotency-key"] = "ä".repeat(1 + below(3, this.#draw));
    if (this.#draw() < 0.1) draft.headers["if-none-match"] = visible(this.#values.text(0, 20));
    const mangled = operation.body === undefined ? undefined : this.#mangled(draft);
    const sent = await this.#sent(operation, draft, this.#caller(operation), mangled);
    return { kind: "changed", sent, expected: (status) => status < 500 };
  }

  /** Sometimes a body that is not valid JSON. */
  #mangled({ body, headers }: Draft): string | undefined {
    const text = JSON.stringify(body) ?? "";
    const kind = this.#draw();
    if (kind < 0.03) return text.slice(0, -1);
    if (kind < 0.05) return text.padEnd(262_145);
    if (kind < 0.08) headers["content-type"] = "text/plain";
    return undefined;
  }

  #draft({ parameters, path, body }: DescribedOperation, of?: Household, values = this.#values): Draft {
    const drawn = (place: Parameter["in"]) =>
      parameters
        .filter((each) => each.in === place && (each.required || this.#draw() < 0.4))
        .filter(({ name }) => !name.startsWith("webhook-"))
        .map(({ name, schema }) => {
          const thing = of?.things[nameIn(path, name)];
          return [name, String(thing ?? values.fitting(schema, nameIn(path, name)))] as const;
        });
    const headers = Object.fromEntries(drawn("header").map(([name, value]) => [name, visible(value)]));
    if (headers["idempotency-key"] !== undefined) headers["idempotency-key"] = this.#again(keys, "key");
    const params = Object.fromEntries(drawn("path"));
    const query = Object.fromEntries(drawn("query").filter(([name]) => name !== "cursor" || this.#draw() < 0.2));
    return { params, query, headers, body: body && this.#body(body, values) };
  }

  #body({ schema, required, examples = {} }: NonNullable<DescribedOperation["body"]>, values: Values): unknown {
    if (!required && this.#draw() < 0.2) return undefined;
    const shown = Object.values(examples).map(shownBy);
    return shown.length > 0 && this.#draw() < 0.15 ? shown[below(shown.length, this.#draw)] : values.fitting(schema);
  }

  /** An earlier name, or a new one. */
  #again(before: string[], prefix: string): string {
    if (before.length > 0 && this.#draw() < 0.3) return before[below(before.length, this.#draw)] ?? "";
    const made = `${prefix}_${below(2 ** 32, this.#draw).toString(36)}`;
    before.push(made);
    return made;
  }

  #household(): Household {
    const at = below(this.#households.length, this.#draw);
    return this.#households[at] ?? this.#household();
  }

  /** An allowed caller: staff for staff's operations, else an owner of the named things. */
  #caller(operation: DescribedOperation, of = this.#household()): Person | undefined {
    if (operation.security !== "token") return undefined;
    if (codesOf(operation.responses.get(403)).includes("forbidden")) return staff;
    const { candidate, main, member } = of;
    const others: Person[] = [candidate, main, member, staff, person(this.#draw)];
    // Mostly the owner of such things: a partner's manager, the member who sat at the second centre, the candidate.
    const ofPartner = /^\/v1\/(partners|organizations|exam-codes)/.test(operation.path);
    const likely = ofPartner ? main : /^\/v1\/bindings/.test(operation.path) ? member : candidate;
    return oneOf([likely, likely, likely, likely, ...others], this.#draw);
  }

  async #sent(
    { method, path, security }: DescribedOperation,
    { params, query, headers, body }: Draft,
    as: Person | undefined,
    mangled?: string,
  ): Promise<Sent> {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(named(params[name] ?? "").toWellFormed()),
    );
    const asked = new URLSearchParams(query).toString();
    const text = mangled ?? (body === undefined ? undefined : JSON.stringify(body));
    const typed = { ...(text !== undefined && { "content-type": "application/json" }), ...headers };
    const address = `192.0.2.${below(250, this.#draw)}`;
    const sent = { method, path: filled, query: asked, headers: typed, body: text, as, address };
    if (security !== "signature") return sent;
    const sender = path.endsWith("/payments")
      ? "payments"
      : (signers.find((each) => each === params.provider) ?? "prometric");
    const content = method === "GET" ? `GET ${filled}${asked === "" ? "" : `?${asked}`}` : (text ?? "");
    return {
      ...sent,
      headers: { ...typed, ...(await this.#transport.sign(sender, content, this.#again(messageIds, "msg"))) },
    };
  }
}

/** A path segment that does not change the path, unlike an empty one and dots. */
function named(value: string): string {
  return /^\.{0,2}$/.test(value) ? "-" : value;
}

/** Keeps the characters that a header may hold. */
function visible(value: string): string {
  return value.replaceAll(/[^\x21-\x7e]/g, "*");
}

function codesOf(response: { content: Readonly<Record<string, { examples?: object | undefined }>> } | undefined) {
  return Object.keys(response?.content["application/problem+json"]?.examples ?? {});
}

function shownBy(example: unknown): unknown {
  return typeof example === "object" && example !== null && "value" in example ? example.value : undefined;
}
