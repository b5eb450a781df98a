import type { Operation } from "../contract/operation.ts";
import { accept, type Decision } from "../domain/decision.ts";
import type { Report, WaitsFor } from "../domain/exam/center-report.ts";
import { keptOfUnknown } from "../domain/exam/kept-report.ts";
import { nextTryAt, retryUntil } from "../domain/exam/report-retry.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { type Message, messageAt, remembered } from "../store/exam/messages.ts";
import { reportIdFor, reports } from "../store/exam/reports.ts";
import type { Invocation } from "./invocation.ts";
import type { Outcome } from "./parts.ts";
import { Problem } from "./problem.ts";
import type { SignedCall } from "./signed-step.ts";

type Body = { readonly type: string; readonly occurredAt: Instant; readonly data: Report["data"] };
type WebhookCall = Invocation & Pick<SignedCall<Operation>, "sender" | "messageId"> & { readonly body: Body };
type WebhookRefs = { readonly message: Ref<Message>; readonly report: Ref<Report> };

/** The places of an earlier message or report. */
export function messageOf({ sender, messageId, body }: WebhookCall): WebhookRefs {
  return { message: messageAt(sender, messageId), report: reports.at(reportIdFor(sender, body)) };
}

/** The answer for a repeated message or report. One id with another content is refused (422). */
export function known(
  facts: Facts,
  { message, report }: WebhookRefs,
  { now }: WebhookCall,
): Decision<Outcome> | undefined {
  const came = remembered(facts.get(message), now);
  if (came !== undefined && came.reportId !== report.id) throw new Problem("message-id-reused");
  if (facts.get(report) === undefined) return undefined;
  const noted = came === undefined ? [put(message, { reportId: report.id, receivedAt: now })] : [];
  return accept({ body: { status: "duplicate" }, changes: noted });
}

export function keep(
  { message, report }: WebhookRefs,
  { sender, body, now }: WebhookCall,
  fate: Pick<Report, "status" | "reason" | "waitsFor" | "retryUntil" | "tries" | "nextTryAt" | "concerns">,
): Change[] {
  const { type, occurredAt, data } = body;
  const kept: Report = { reportId: report.id, provider: sender, type, occurredAt, receivedAt: now, data, ...fate };
  return [put(report, kept), put(message, { reportId: report.id, receivedAt: now })];
}

/** Retries the report, and settles it at once when the missing thing comes (R17). */
export function wait(
  refs: WebhookRefs,
  call: WebhookCall,
  waitsFor: WaitsFor,
  more: readonly Change[],
): Decision<Outcome> {
  const until = retryUntil(call.now);
  const fate = { status: "waiting", waitsFor, retryUntil: until } as const;
  const tries = { tries: 0, nextTryAt: nextTryAt(refs.report.id, 0, call.now, until) };
  return accept({
    status: 202,
    body: fate,
    changes: [...keep(refs, call, { ...fate, ...tries }), ...more],
    event: { type: "report.waiting", data: { waitsFor } },
  });
}

const nothingMore = { changes: [], notifications: [] };

/** Stores a report that does not count, for staff. Reports that wait for its number are settled `afterwards`. */
export function park(
  refs: WebhookRefs,
  call: WebhookCall,
  why: { readonly reason: string; readonly concerns?: Report["concerns"] },
  more: { readonly changes: readonly Change[]; readonly notifications: readonly Notification[] } = nothingMore,
  afterwards?: Outcome["afterwards"],
): Decision<Outcome> {
  return accept({
    body: { status: "parked", reason: why.reason },
    changes: [...keep(refs, call, { status: "parked", ...why }), ...more.changes],
    event: { type: "report.parked", data: { reason: why.reason }, notifications: more.notifications },
    ...(afterwards && { afterwards }),
  });
}

/** Stores an unknown type for staff, not longer than a list can show (R17). */
export function parkUnknown(refs: WebhookRefs, call: WebhookCall): Decision<Outcome> {
  const body = { ...call.body, data: keptOfUnknown(call.body.data) };
  return park(refs, { ...call, body }, { reason: "unknown-type" });
}
