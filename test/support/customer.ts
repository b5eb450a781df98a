import { LocalClient } from "../../infra/commands/client.ts";
import { type Client, createClient } from "../../shared/client/client.ts";

export type Person = {
  readonly sub: string;
  readonly email?: string;
  readonly name?: string;
  readonly groups?: string[];
};

/**
 * A client for a person of a local run. It signs in for each request, since tests move the clock by days, and sends
 * nothing again, so that a test sees what was answered first.
 */
export function customer(url: string, person: Person): Client {
  const local = new LocalClient(url);
  return createClient({ baseUrl: url, token: () => local.token(person), retries: 0 });
}

/** A client for a test centre or the payment provider of a local run. */
export function provider(url: string, sender: string): Client {
  return createClient({ baseUrl: url, sign: new LocalClient(url).signer(sender), retries: 0 });
}
