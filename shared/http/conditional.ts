import { createHash } from "node:crypto";
import type { Cache, Operation } from "../contract/operation.ts";
import { exchangeOf, type Middleware, replyIn } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/** Sets cache headers and entity tags, and answers 304 (RFC 9110, 13.1.2). Refusals and changes are not cached. */
export function conditionalRequests(): Middleware {
  const asked: Middleware["after"] = (request) => {
    const { event, operation } = exchangeOf(request.context);
    const reply = replyIn(request.response);
    if (reply !== undefined) request.response = conditional(event, operation, reply);
  };
  return { name: "conditional-requests", after: asked, onError: asked };
}

function conditional(event: HttpEvent, operation: Operation | undefined, reply: Reply): Reply {
  const cache = operation?.cache;
  if (event.requestContext.http.method !== "GET" || reply.status !== 200 || cache === "never") {
    return { ...reply, headers: { "cache-control": "no-store", ...reply.headers } };
  }
  const etag = entityTag(reply.body);
  const kept = cache === undefined ? {} : { vary: varying(reply.headers.vary) };
  const headers = { "cache-control": cacheControl(cache), ...reply.headers, ...kept, etag };
  return isNamed(event.headers["if-none-match"], etag) ? notModified(headers) : { ...reply, headers };
}

function varying(vary: string | undefined): string {
  return vary === undefined ? "origin" : `${vary}, origin`;
}

/** Without another word only the caller caches, and always revalidates. */
function cacheControl(cache: Cache | undefined): string {
  if (cache === undefined) return "private, no-cache";
  return cache.seconds === 0 ? "public, no-cache" : `public, max-age=${cache.seconds}`;
}

export function entityTag(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
}

/** Weak comparison, because compression on the way weakens a tag. */
export function isNamed(tags: string | undefined, etag: string): boolean {
  const known = (tags ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/** The headers of a 304. Without a type the gateway adds its own. */
const ofUnchanged = new Set([
  "cache-control",
  "etag",
  "vary",
  "content-type",
  "content-security-policy",
  "referrer-policy",
  "x-content-type-options",
]);

/** Caches update these headers (RFC 9110, 15.4.5). */
function notModified(headers: Reply["headers"]): Reply {
  const kept = Object.entries(headers).filter(([name]) => ofUnchanged.has(name));
  return { status: 304, headers: Object.fromEntries(kept), body: "" };
}
