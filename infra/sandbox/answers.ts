import * as z from "zod";
import type { HttpRequest } from "../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../local/host/problem.ts";
import { pageHeaders } from "./test-centers/layout.ts";

/** An e-mail address, which is an account's id in the sandbox. */
export const emailField = z.email("is not an e-mail address").toLowerCase();

export function pageOf(status: number, page: string, { id }: HttpRequest): Answer {
  return { status, headers: { ...pageHeaders, "x-request-id": id }, body: Buffer.from(page) };
}

export function seeOther(location: string, { id }: HttpRequest): Answer {
  return { status: 303, headers: { location, "x-request-id": id }, body: Buffer.alloc(0) };
}

/** One key for what is asked once, however often its form is sent. */
export function onceOf({ once }: { readonly once: string | undefined }) {
  return once === undefined ? {} : { idempotencyKey: once };
}

/** The notice that an address names, if it names one. */
export function noticeIn(notices: Readonly<Record<string, string>>, { query }: HttpRequest): string {
  const done = new URLSearchParams(query).get("done") ?? "";
  return Object.hasOwn(notices, done) ? (notices[done] ?? "") : "";
}
