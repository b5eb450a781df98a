import { randomUUID } from "node:crypto";
import { type Client, createClient } from "../../shared/client/client.ts";
import type { ClientOptions } from "../../shared/client/exchange.ts";
import type { Problem } from "../../shared/client/problem-error.ts";
import { webhookSigner } from "../../shared/client/signature.ts";
import type { HttpRequest } from "../local/aws/gateway/gateway-event.ts";
import type { Issuer } from "../local/aws/gateway/issuer.ts";
import type { SecretStore } from "../local/aws/secrets-manager/secrets.ts";
import type { Clock } from "../local/host/clock.ts";
import type { Answer } from "../local/host/problem.ts";

export type ApiParts = {
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly issuer: Issuer;
  /** The API's public URL, used in e-mails and credentials. */
  readonly baseUrl: () => string;
  /** Handles a request in this process, without the network. */
  readonly call: (request: HttpRequest) => Promise<Answer>;
};

export type Came = { readonly ok: true } | Refusal;

export type Refusal = { readonly ok: false; readonly status: number; readonly problem: Problem<string> };

/** The programme's API, with a typed client for each role in the sandbox. */
export class Api {
  readonly #parts: ApiParts;

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /** Without a token. */
  anyone(): Client {
    return this.#client({});
  }

  /** For an account, with tokens of the local issuer. A sandbox account's id is its e-mail address. */
  account(id: string): Client {
    const email = id.includes("@") ? { email: id } : {};
    return this.#client({ token: () => this.#parts.issuer.token({ sub: id, ...email }) });
  }

  /** For a member of staff. */
  staff(sub: string, name: string): Client {
    return this.#client({ token: () => this.#parts.issuer.staffToken({ sub, name }) });
  }

  /** For a test centre or the payment provider. Signs with each of its current secrets. */
  sender(name: string): Client {
    const { secrets, clock } = this.#parts;
    return this.#client({
      sign: (content, messageId) =>
        webhookSigner(secrets.webhookSecrets()[name] ?? [], () => clock.now())(content, messageId),
    });
  }

  /** No retries, because the sandbox shows each answer and its outbox schedules repetitions. */
  #client(options: Omit<ClientOptions, "baseUrl">): Client {
    const baseUrl = this.#parts.baseUrl();
    return createClient({ ...options, baseUrl, retries: 0, fetch: (url, init) => this.#fetch(url, init) });
  }

  async #fetch(url: string, { method = "GET", headers, body }: RequestInit): Promise<Response> {
    const { host, pathname, search } = new URL(url);
    const sent = { host, "user-agent": "certrail-sandbox", ...Object.fromEntries(new Headers(headers)) };
    const answer = await this.#parts.call({
      id: randomUUID(),
      method,
      path: pathname,
      query: search.slice(1),
      sourceIp: "127.0.0.1",
      rawHeaders: Object.entries(sent).flat(),
      body: Buffer.from(typeof body === "string" ? body : ""),
      time: this.#parts.clock.now(),
    });
    const content = answer.body.length === 0 ? null : new Uint8Array(answer.body);
    return new Response(content, { status: answer.status, headers: answer.headers });
  }
}

/** The refusal's text for people. */
export function wordsOf({ problem }: Pick<Refusal, "problem">): string {
  return problem.errors?.[0]?.detail ?? problem.detail;
}
