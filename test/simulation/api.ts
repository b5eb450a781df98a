import { createClient } from "../../shared/client/client.ts";
import type { CallOptions } from "../../shared/client/exchange.ts";
import { fetchInProcess, inProcess, requestTime, tokenOf } from "../support/in-process.ts";
import { type Claims, signed } from "../support/invoke.ts";

/**
 * The API client on the functions of this process. It neither retries nor draws keys, because repetitions and their
 * keys are simulated.
 */
export const api = createClient({ baseUrl: inProcess, fetch: fetchInProcess, retries: 0, newKey: () => undefined });

/** The caller and the time of a call. */
export function asked(by: Claims, at: string): CallOptions {
  return { token: tokenOf(by), headers: { [requestTime]: at } };
}

/** The outcome of any call. */
export type Came =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly problem: unknown };

/** A client that signs as a test centre or the payment provider. */
export function signing(sender: string, at: string) {
  const sign = (content: string, messageId: string) => signed(sender, content, { at, messageId });
  return createClient({ baseUrl: inProcess, fetch: fetchInProcess, retries: 0, sign }).attempt;
}
