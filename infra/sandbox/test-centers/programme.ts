import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod";
import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { Issuer } from "../../local/aws/gateway/issuer.ts";
import type { SecretStore } from "../../local/aws/secrets-manager/secrets.ts";
import type { Clock } from "../../local/host/clock.ts";
import type { Answer } from "../../local/host/problem.ts";
import { type AboutProgramme, describedProgramme } from "./about-programme.ts";
import { refused } from "./refused.ts";

/** What the programme's API answered: JSON, or nothing where it was none. */
export type Told = { readonly status: number; readonly body: unknown; readonly retryAfter: string | undefined };

export type ProgrammeParts = {
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly issuer: Issuer;
  /** Answers a request as if it had come over the network. */
  readonly call: (request: HttpRequest) => Promise<Answer>;
};

const refusalSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ detail: z.string() })).optional(),
});

/** The certification programme as a test centre sees it: its API, asked and told with the centre's signature. */
export class Programme {
  readonly #parts: ProgrammeParts;
  #about: AboutProgramme | undefined;

  constructor(parts: ProgrammeParts) {
    this.#parts = parts;
  }

  /** Its levels and providers, as its API describes them; they stay as they are as long as the host runs. */
  async about(): Promise<AboutProgramme> {
    if (this.#about !== undefined) return this.#about;
    const told = await this.#send("GET", "/openapi.json", "", {});
    if (told.status !== 200)
      throw refused(502, "programme-not-available", "The programme could not be asked. Try again.");
    this.#about = describedProgramme.parse(told.body)["x-programme"];
    return this.#about;
  }

  /** The signed look-up: may this eligibility code, exam code or registration book this exam, or its only one? (R12) */
  async eligibility(provider: string, code: string, exam?: string): Promise<Told> {
    const path = `/v1/test-centers/${provider}/eligibility/${encodeURIComponent(code)}`;
    const query = exam === undefined ? "" : `exam=${encodeURIComponent(exam)}`;
    const content = query === "" ? `GET ${path}` : `GET ${path}?${query}`;
    return await this.#send("GET", path, query, this.#signed(provider, `msg_${randomUUID()}`, content));
  }

  /** What an account asks for itself, with a token of the local issuer. A key lets it be carried out once. */
  async forAccount(email: string, method: "GET" | "POST", path: string, body?: object, key?: string): Promise<Told> {
    const headers = {
      authorization: `Bearer ${await this.#parts.issuer.token({ sub: email, email })}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    };
    const [address = "", query = ""] = path.split("?");
    return await this.#send(method, address, query, headers, body === undefined ? "" : JSON.stringify(body));
  }

  /** Sends a report as Standard Webhooks has it, signed with every secret of the centre that is in use. */
  async report(provider: string, messageId: string, content: string): Promise<Told> {
    const headers = { "content-type": "application/json", ...this.#signed(provider, messageId, content) };
    return await this.#send("POST", `/v1/webhooks/${provider}`, "", headers, content);
  }

  #signed(provider: string, messageId: string, content: string): Record<string, string> {
    const timestamp = String(Math.floor(this.#parts.clock.now() / 1000));
    const signatures = (this.#parts.secrets.webhookSecrets()[provider] ?? []).map((secret) => {
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      return `v1,${createHmac("sha256", key).update(`${messageId}.${timestamp}.${content}`).digest("base64")}`;
    });
    return { "webhook-id": messageId, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
  }

  async #send(
    method: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    content = "",
  ): Promise<Told> {
    const sent = { "user-agent": "certrail-sandbox", accept: "application/json", ...headers };
    const answer = await this.#parts.call({
      ...{ id: randomUUID(), method, path, query },
      rawHeaders: Object.entries(sent).flat(),
      body: Buffer.from(content),
      sourceIp: "127.0.0.1",
      time: this.#parts.clock.now(),
    });
    return { status: answer.status, body: jsonOf(answer.body), retryAfter: answer.headers["retry-after"] };
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What the programme said when it refused, for a person to read. */
export function wordsOf({ status, body }: Told): string {
  const refusal = refusalSchema.safeParse(body).data;
  if (refusal === undefined) return `it answered ${status}`;
  return refusal.errors?.[0]?.detail ?? refusal.detail;
}
