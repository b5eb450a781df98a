import * as z from "zod";
import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import { headersOf } from "../../local/aws/gateway/gateway-event.ts";
import { checked, type Read, readJson } from "../../local/host/request-body.ts";
import { Refused, refused } from "./refused.ts";

/** A request's input, from a form or from JSON. */
export type Asked = {
  readonly values: unknown;
  /** A form's input, for showing it again. Empty for JSON. */
  readonly typed: Readonly<Record<string, string>>;
  /** The idempotency key. */
  readonly once: string | undefined;
};

const bodyBytes = 256 * 1024;

/** True for browsers. */
export function wantsPage(rawHeaders: readonly string[]): boolean {
  return headersOf(rawHeaders).accept?.includes("text/html") ?? false;
}

export function askedOf(request: HttpRequest): Asked {
  const headers = headersOf(request.rawHeaders);
  if (request.body.length > bodyBytes) throw refused(413, "body-too-large", "The body is larger than 256 KiB.");
  const key = headers["idempotency-key"];
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/x-www-form-urlencoded") {
    const { once = key, ...typed } = Object.fromEntries(new URLSearchParams(request.body.toString("utf8")));
    const filled = Object.entries(typed).filter(([, value]) => value.trim() !== "");
    return { values: Object.fromEntries(filled), typed, once };
  }
  if (request.body.length > 0 && type !== "application/json") {
    throw refused(415, "unsupported-media-type", "Send JSON, or a form (application/x-www-form-urlencoded).");
  }
  return { values: taken(readJson(request, z.unknown())), typed: {}, once: key };
}

/** The parsed value. Throws Refused with the errors by field. */
export function valueFor<T>({ values }: Asked, schema: z.ZodType<T>): T {
  return taken(checked(values, schema));
}

function taken<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new Refused(read.problem);
}
