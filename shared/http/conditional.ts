import { createHash } from "node:crypto";
import type { Cache, Operation } from "../contract/operation.ts";
import { exchangeOf, type Middleware, replyIn } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/**
 * Says who may keep an answer and for how long, gives what was read an entity tag, and sends nothing again that the
 * caller has already: 304 (RFC 9110, 13.1.2). What is no reading, or was refused, nobody keeps, nor what says when it was made.
 */
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

/** What the gateway adds for pages of other origins depends on who asks: whoever keeps an answer must know (Fetch, CORS). */
function varying(vary: string | undefined): string {
  return vary === undefined ? "origin" : `${vary}, origin`;
}

/** Unless an operation says otherwise, only the caller keeps its answer, and asks each time whether it still holds. */
function cacheControl(cache: Cache | undefined): string {
  if (cache === undefined) return "private, no-cache";
  return cache.seconds === 0 ? "public, no-cache" : `public, max-age=${cache.seconds}`;
}

/** The entity tag of an answer: it is another if any byte of its body is. */
export function entityTag(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
}

/** Whether `If-None-Match` names it. Compared weakly: whoever compresses an answer on its way marks the tag as a weak one. */
export function isNamed(tags: string | undefined, etag: string): boolean {
  const known = (tags ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/** A 304 has these headers of the answer. A gateway fills in a type of its own where none is told. */
const ofUnchanged = new Set([
  ...["cache-control", "etag", "vary", "content-type"],
  ...["content-security-policy", "referrer-policy", "x-content-type-options"],
]);

/** Caches update the answer that they have by these headers (RFC 9110, 15.4.5); what tells of a body is there already. */
function notModified(headers: Reply["headers"]): Reply {
  const kept = Object.entries(headers).filter(([name]) => ofUnchanged.has(name));
  return { status: 304, headers: Object.fromEntries(kept), body: "" };
}
