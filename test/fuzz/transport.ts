import type { Answered } from "../support/described.ts";

/** The caller: an account or staff, as in the token. */
export type Person = {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly staff: boolean;
};

/** A request to the gateway. */
export type Sent = {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly as: Person | undefined;
  /** The source address, where the transport can set it. */
  readonly address: string;
};

/** A connection to a running service: in this process, or over HTTP. */
export type Transport = {
  send(request: Sent): Promise<Answered>;
  /** The Standard Webhooks headers for a sender's content. */
  sign(sender: string, content: string, messageId: string): Promise<Readonly<Record<string, string>>>;
  /** The next request's time, RFC 3339. */
  now(): Promise<string>;
  /** Creates a parked e-mail and returns its id. Undefined over HTTP, because only the service can create one. */
  parkedMail?(to: string | undefined): Promise<string>;
};
