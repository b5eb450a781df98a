import type * as z from "zod";
import { wordOf } from "../../../shared/contract/worded-faults.ts";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Problem } from "./problem.ts";

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Parses a JSON body. An empty body is an empty object. */
export function readJson<T>(request: HttpRequest, schema: z.ZodType<T>): Read<T> {
  let value: unknown;
  try {
    value = request.body.length === 0 ? {} : JSON.parse(request.body.toString("utf8"));
  } catch {
    return { ok: false, problem: { status: 400, code: "malformed-json", detail: "The body is not JSON." } };
  }
  return checked(value, schema);
}

/** The parsed value, or the errors by field. */
export function checked<T>(value: unknown, schema: z.ZodType<T>): Read<T> {
  const parsed = schema.safeParse(value, { error: wordOf });
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    detail: message,
  }));
  return { ok: false, problem: invalid(errors) };
}

export function invalid(errors: NonNullable<Problem["errors"]>): Problem {
  return { status: 422, code: "invalid-request", detail: "A part of the request is missing or wrong.", errors };
}
