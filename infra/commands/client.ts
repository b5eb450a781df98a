import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Signer, webhookSigner } from "../../shared/client/signature.ts";

/** What the API answered. `body` is parsed where it is JSON. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
};

type Sent = {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent in place of a body made from `body`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const secretsSchema = z.record(z.string(), z.array(z.string()));

/** The group of staff as `cdk.json` has it; `STAFF_GROUP` names another that was set there. */
export const staffGroup = process.env.STAFF_GROUP ?? "certrail-staff";

/** A caller of a local run: candidates and staff with tokens, test centres and the payment provider with signatures. */
export class LocalClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, path: string, { token, body, text, headers }: Sent = {}): Promise<Answered> {
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(content !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(content !== undefined && { body: content }),
    });
    const answered = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text: answered,
      body: isJson && answered !== "" ? JSON.parse(answered) : undefined,
    };
  }

  /** A token of the local issuer. Good for one hour of the local clock. */
  async token(claims: { sub: string; email?: string; name?: string; groups?: string[] }): Promise<string> {
    const { body } = await this.send("POST", "/__local/token", { body: claims });
    return z.object({ token: z.string() }).parse(body).token;
  }

  /** The time that requests carry. */
  async now(): Promise<string> {
    const { body } = await this.send("GET", "/__local/clock");
    return z.object({ now: z.string() }).parse(body).now;
  }

  /** Sends a signed webhook. A message sent again keeps its `messageId`. */
  async webhook(sender: string, body: unknown, messageId = `msg_${randomUUID()}`): Promise<Answered> {
    const text = JSON.stringify(body);
    return this.send("POST", `/v1/webhooks/${sender}`, { text, headers: await this.sign(sender, messageId, text) });
  }

  /** A test centre's signed look-up: what is signed in place of a body is `GET ` and the path with its query. */
  async signedGet(sender: string, path: string): Promise<Answered> {
    return this.send("GET", path, { headers: await this.sign(sender, `msg_${randomUUID()}`, `GET ${path}`) });
  }

  /** The active webhook secrets of each sender. */
  async secrets(): Promise<Record<string, string[]>> {
    return secretsSchema.parse((await this.send("GET", "/__local/secrets")).body);
  }

  /** Signs what a sender sends, at the local run's time. */
  signer(sender: string): Signer {
    return (content, messageId) => this.sign(sender, messageId, content);
  }

  /** Standard Webhooks' headers for a content, signed with each of the sender's secrets at the local run's time. */
  async sign(sender: string, messageId: string, content: string): Promise<Readonly<Record<string, string>>> {
    const secrets = (await this.secrets())[sender] ?? [];
    return await webhookSigner(secrets, async () => Date.parse(await this.now()))(content, messageId);
  }
}
