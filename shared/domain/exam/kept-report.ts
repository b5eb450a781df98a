import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { paymentProvider } from "../purchase/order.ts";
import type { Report } from "./center-report.ts";
import { retryUntil } from "./report.ts";

/** What a report is at `now`: once its 3 days have passed it is parked, whether or not the schedule has run (R17). */
export function reportStatus({ status, retryUntil: until }: Report, now: Instant): Report["status"] {
  return status === "waiting" && until !== undefined && now >= until ? "parked" : status;
}

/** From when on a report that waits or is parked is parked: among the open ones this parts the two at any instant. */
export function parkedFrom({ status, retryUntil: until, receivedAt }: Report): Instant {
  return status === "waiting" && until !== undefined ? until : receivedAt;
}

/** So many characters of a message of an unknown type are kept as they came, which a page of a list must hold 100 times. */
const longestKept = 10_000;

/** What is kept of a message of a type that we do not know: all of it or, where that is long, how it begins, as a text. */
export function keptOfUnknown(data: Report["data"]): Report["data"] {
  const text = JSON.stringify(data);
  return text.length <= longestKept ? data : { beginning: text.slice(0, longestKept).toWellFormed() };
}

/** Staff send a parked report round again: tried now, and for 3 more days (R17). Not a payment: that does not wait. */
export function releaseReport(report: Report | undefined, now: Instant): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (reportStatus(report, now) !== "parked") return refuse("report-not-parked");
  if (report.provider === paymentProvider) return refuse("report-not-releasable");
  const again = { status: "waiting", tries: 0, nextTryAt: now, retryUntil: retryUntil(now) } as const;
  return accept({ ...report, ...again, reason: undefined });
}

/** Staff close a parked or waiting report for a reason that is kept. */
export function closeReport(report: Report | undefined, reason: string): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (report.status !== "parked" && report.status !== "waiting") return refuse("report-not-parked");
  return accept({ ...report, status: "closed", reason, nextTryAt: undefined });
}

/** The report, if staff may let it count: it is parked, and of a test centre and a known type (R36). */
export function acceptableReport(report: Report | undefined, now: Instant): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (reportStatus(report, now) !== "parked") return refuse("report-not-parked");
  const isKnown = report.provider !== paymentProvider && ruleAgainst(report) !== "unknown-type";
  return isKnown ? accept(report) : refuse("report-not-acceptable");
}

/** The report that staff have accepted, and the rule that had parked it, which stands in the event. */
export function acceptedReport(report: Report, reason: string, now: Instant): { report: Report; rule: string } {
  const rule = ruleAgainst(report);
  const accepted = { at: now, rule, reason };
  return { report: { ...report, status: "applied", accepted, reason: undefined, nextTryAt: undefined }, rule };
}

/** One whose 3 days have passed unseen by the schedule has no reason yet. */
function ruleAgainst({ status, reason }: Report): string {
  return status === "waiting" || reason === undefined ? "not-matched-in-time" : reason;
}
