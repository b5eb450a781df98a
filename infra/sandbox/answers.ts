import * as z from "zod";
import type { HttpRequest } from "../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../local/host/problem.ts";
import { pageHeaders } from "./test-centers/layout.ts";

/** In the sandbox, an account's id is its e-mail address. */
export const emailField = z.email("is not an e-mail address").toLowerCase();

export function pageOf(status: number, page: string, { id }: HttpRequest): Answer {
  return { status, headers: { ...pageHeaders, "x-request-id": id }, body: Buffer.from(page) };
}

export function seeOther(location: string, { id }: HttpRequest): Answer {
  return { status: 303, headers: { location, "x-request-id": id }, body: Buffer.alloc(0) };
}

/** The idempotency key of a form, the same however often the form is sent. */
export function onceOf({ once }: { readonly once: string | undefined }) {
  return once === undefined ? {} : { idempotencyKey: once };
}

/** The notice that the URL names, if any. */
export function noticeIn(notices: Readonly<Record<string, string>>, { query }: HttpRequest): string {
  const done = new URLSearchParams(query).get("done") ?? "";
  return Object.hasOwn(notices, done) ? (notices[done] ?? "") : "";
}
