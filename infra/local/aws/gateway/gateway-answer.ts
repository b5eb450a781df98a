import * as z from "zod";
import type { Answer } from "../../host/problem.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
  cookies: z.array(z.string()).nullish(),
});

/** Headers that only the gateway sets. */
const ownHeaders = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

/**
 * Converts a function's result by payload format 2.0: an object with `statusCode` is an answer, any other value is a
 * JSON body. Undefined if an answer is malformed.
 */
export function answerFrom(payload: string, requestId: string): Answer | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    const text = typeof result === "string" ? result : payload;
    return { status: 200, headers: named({ "content-type": "application/json" }, requestId), body: Buffer.from(text) };
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, body, isBase64Encoded, cookies } = parsed.data;
  return {
    status: statusCode,
    headers: named(lowerCase(headers ?? {}), requestId),
    ...(cookies ? { cookies } : {}),
    body: Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8"),
  };
}

function lowerCase(headers: { readonly [name: string]: string | number | boolean }): { [name: string]: string } {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries.filter(([name]) => !ownHeaders.has(name)));
}

function named(headers: { readonly [name: string]: string }, requestId: string): { [name: string]: string } {
  return { "content-type": "text/plain;charset=UTF-8", "x-request-id": requestId, ...headers };
}
