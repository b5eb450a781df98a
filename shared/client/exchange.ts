import { type Settled, settled } from "./answer.ts";
import type { Signer } from "./signature.ts";

export type Route = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly auth: "public" | "account" | "staff" | "signed";
};

/** Options of every call. */
export type CallOptions = {
  /** In place of the client's token. */
  readonly token?: string;
  /** The client draws one if it is missing, so that it may retry. */
  readonly idempotencyKey?: string;
  /** Drawn if it is missing. Keep it to send the same message again. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type ClientOptions = {
  /** E.g. `https://api.example.org`. */
  readonly baseUrl: string;
  /** The bearer token, or its provider, which is asked again after an expired token. */
  readonly token?: string | ((expired?: string) => string | undefined | Promise<string | undefined>);
  /** For test centres and the payment provider: see `webhookSigner`. */
  readonly sign?: Signer;
  /** `fetch` by default. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Retries after 429, 503 and lost answers. 4 by default. */
  readonly retries?: number;
  /** A longer wait, in seconds, is answered as a refusal. 60 by default. */
  readonly longestWait?: number;
  /** Without a key, a POST is not sent again after a lost answer. */
  readonly newKey?: () => string | undefined;
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
};

type Parameters = { readonly [name: string]: unknown };

export type AnyRequest = CallOptions & {
  readonly params?: Parameters;
  readonly query?: Parameters;
  readonly body?: unknown;
};

/** Sends a call with retries. */
export async function exchange(route: Route, request: AnyRequest, options: ClientOptions): Promise<Settled> {
  const { retries = 4, longestWait = 60, newKey = () => crypto.randomUUID(), wait = sleep } = options;
  const isSigned = route.auth === "signed";
  const key = route.method === "POST" && !isSigned ? (request.idempotencyKey ?? newKey()) : undefined;
  const messageId = isSigned ? (request.messageId ?? `msg_${newKey() ?? ""}`) : "";
  const isRepeatable = isSigned || key !== undefined || route.method === "GET" || route.method === "PUT";
  const mayRefresh = request.token === undefined && typeof options.token === "function";
  let expired: string | undefined;
  for (let tries = 0; ; ) {
    const token = request.token ?? (await tokenOf(options, route, expired));
    const sent = { ...request, token, idempotencyKey: key, messageId };
    const came = await attempt(route, sent, options, isRepeatable && tries < retries);
    if (came?.ok) return came;
    if (came?.problem.code === "token-expired" && mayRefresh && expired === undefined && token !== undefined) {
      expired = token;
      continue;
    }
    if (came !== undefined && came.status !== 429 && came.status !== 503) return came;
    const seconds = retryAfter(came) ?? 0.25 * 2 ** tries * (1 + Math.random());
    if (came !== undefined && (tries >= retries || seconds > longestWait)) return came;
    await wait(seconds * 1_000, request.signal);
    tries += 1;
  }
}

type Sent = Omit<AnyRequest, "token" | "idempotencyKey"> & {
  readonly token: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly messageId: string;
};

/** Answers nothing if the answer was lost and the request may be sent again. */
async function attempt(
  route: Route,
  sent: Sent,
  options: ClientOptions,
  mayRepeat: boolean,
): Promise<Settled | undefined> {
  const path = `${pathOf(route.path, sent.params ?? {})}${queryOf(sent.query ?? {})}`;
  const body = sent.body === undefined ? undefined : JSON.stringify(sent.body);
  const signature = route.auth === "signed" ? await options.sign?.(body ?? `GET ${path}`, sent.messageId) : undefined;
  const headers = {
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(sent.token !== undefined && { authorization: `Bearer ${sent.token}` }),
    ...(sent.idempotencyKey !== undefined && { "idempotency-key": sent.idempotencyKey }),
    ...signature,
    ...sent.headers,
  };
  const fetcher = options.fetch ?? fetch;
  try {
    return await settled(
      await fetcher(`${options.baseUrl.replace(/\/$/, "")}${path}`, {
        method: route.method,
        headers,
        ...(body !== undefined && { body }),
        ...(sent.signal !== undefined && { signal: sent.signal }),
      }),
    );
  } catch (error) {
    // `fetch` throws this for a broken connection.
    if (error instanceof TypeError && mayRepeat && sent.signal?.aborted !== true) return undefined;
    throw error;
  }
}

async function tokenOf({ token }: ClientOptions, { auth }: Route, expired: string | undefined) {
  if (auth !== "account" && auth !== "staff") return undefined;
  return typeof token === "function" ? token(expired) : token;
}

function pathOf(path: string, params: Parameters): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
}

function queryOf(query: Parameters): string {
  const stated = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) stated.set(name, String(value));
  return stated.size === 0 ? "" : `?${stated}`;
}

/** In seconds, from a number or a date (RFC 9110). */
function retryAfter(came: Settled | undefined): number | undefined {
  const named = came?.headers.get("retry-after") ?? "";
  if (/^\d+$/.test(named)) return Number(named);
  const date = Date.parse(named);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1_000);
}

export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
    function done() {
      signal?.removeEventListener("abort", stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal?.reason);
    }
  });
}
