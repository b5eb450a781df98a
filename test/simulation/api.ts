import { createClient } from "../../shared/client/client.ts";
import type { CallOptions } from "../../shared/client/exchange.ts";
import { fetchInProcess, inProcess, requestTime, tokenOf } from "../support/in-process.ts";
import { type Claims, signed } from "../support/invoke.ts";

/**
 * The client of the API, on the functions of this process. It sends nothing again and draws no key: when and with which
 * key a request comes again is what is simulated.
 */
export const api = createClient({ baseUrl: inProcess, fetch: fetchInProcess, retries: 0, newKey: () => undefined });

/** What a call says of who asks, and when. */
export function asked(by: Claims, at: string): CallOptions {
  return { token: tokenOf(by), headers: { [requestTime]: at } };
}

/** What came of a call, of whichever operation. */
export type Came =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly problem: unknown };

/** The calls of a test centre or the payment provider, signed at a time. */
export function signing(sender: string, at: string) {
  const sign = (content: string, messageId: string) => signed(sender, content, { at, messageId });
  return createClient({ baseUrl: inProcess, fetch: fetchInProcess, retries: 0, sign }).attempt;
}
