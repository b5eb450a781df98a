import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Signer, webhookSigner } from "../../shared/client/signature.ts";

/** `body` is parsed if it is JSON. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
};

type Sent = {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent in place of `body`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const secretsSchema = z.record(z.string(), z.array(z.string()));

/** As in `cdk.json`. `STAFF_GROUP` overrides it. */
export const staffGroup = process.env.STAFF_GROUP ?? "certrail-staff";

/** A caller of a local run, with tokens and signatures. */
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

  /** Valid for one hour of the local clock. */
  async token(claims: { sub: string; email?: string; name?: string; groups?: string[] }): Promise<string> {
    const { body } = await this.send("POST", "/__local/token", { body: claims });
    return z.object({ token: z.string() }).parse(body).token;
  }

  async now(): Promise<string> {
    const { body } = await this.send("GET", "/__local/clock");
    return z.object({ now: z.string() }).parse(body).now;
  }

  /** A message that is sent again keeps its `messageId`. */
  async webhook(sender: string, body: unknown, messageId = `msg_${randomUUID()}`): Promise<Answered> {
    const text = JSON.stringify(body);
    return this.send("POST", `/v1/webhooks/${sender}`, { text, headers: await this.sign(sender, messageId, text) });
  }

  /** Signs `GET ` and the path with its query, because there is no body. */
  async signedGet(sender: string, path: string): Promise<Answered> {
    return this.send("GET", path, { headers: await this.sign(sender, `msg_${randomUUID()}`, `GET ${path}`) });
  }

  async secrets(): Promise<Record<string, string[]>> {
    return secretsSchema.parse((await this.send("GET", "/__local/secrets")).body);
  }

  /** At the time of the local run. */
  signer(sender: string): Signer {
    return (content, messageId) => this.sign(sender, messageId, content);
  }

  /** The headers of Standard Webhooks, signed with each secret of the sender. */
  async sign(sender: string, messageId: string, content: string): Promise<Readonly<Record<string, string>>> {
    const secrets = (await this.secrets())[sender] ?? [];
    return await webhookSigner(secrets, async () => Date.parse(await this.now()))(content, messageId);
  }
}
