import type { Answered } from "../support/described.ts";

/** Who asks: an account, or staff, as its token says. */
export type Person = {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly staff: boolean;
};

/** A request as it goes to the gateway. */
export type Sent = {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly as: Person | undefined;
  /** From where it comes, where that can be chosen. */
  readonly address: string;
};

/** The way to a running service: in this process, or over HTTP. */
export type Transport = {
  send(request: Sent): Promise<Answered>;
  /** Standard Webhooks' headers for a content of a sender's. */
  sign(sender: string, content: string, messageId: string): Promise<Readonly<Record<string, string>>>;
  /** The time that the next request carries, RFC 3339. */
  now(): Promise<string>;
  /** Makes an e-mail to an address that was given up; nothing where only the service itself can. Answers its id. */
  parkedMail?(to: string | undefined): Promise<string>;
};
