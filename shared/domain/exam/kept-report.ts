import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { paymentProvider } from "../purchase/order.ts";
import type { Report } from "./center-report.ts";
import { retryUntil } from "./report-retry.ts";

/** After 3 days a waiting report is parked, even if the schedule has not run (R17). */
export function reportStatus({ status, retryUntil: until }: Report, now: Instant): Report["status"] {
  return status === "waiting" && until !== undefined && now >= until ? "parked" : status;
}

/** The instant from which an open report is parked. */
export function parkedFrom({ status, retryUntil: until, receivedAt }: Report): Instant {
  return status === "waiting" && until !== undefined ? until : receivedAt;
}

/** A page of a list holds 100 of these. */
const longestKept = 10_000;

/** An unknown message is kept whole or, if it is long, as the beginning of its text. */
export function keptOfUnknown(data: Report["data"]): Report["data"] {
  const text = JSON.stringify(data);
  return text.length <= longestKept ? data : { beginning: text.slice(0, longestKept).toWellFormed() };
}

/** Tries a parked report again for 3 days (R17). A payment's report cannot be released. */
export function releaseReport(report: Report | undefined, now: Instant): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (reportStatus(report, now) !== "parked") return refuse("report-not-parked");
  if (report.provider === paymentProvider) return refuse("report-not-releasable");
  const again = { status: "waiting", tries: 0, nextTryAt: now, retryUntil: retryUntil(now) } as const;
  return accept({ ...report, ...again, reason: undefined });
}

export function closeReport(report: Report | undefined, reason: string): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (report.status !== "parked" && report.status !== "waiting") return refuse("report-not-parked");
  return accept({ ...report, status: "closed", reason, nextTryAt: undefined });
}

/** A report that staff may accept: parked, from a test centre, of a known type (R36). */
export function acceptableReport(report: Report | undefined, now: Instant): Decision<Report> {
  if (report === undefined) return refuse("report-not-found");
  if (reportStatus(report, now) !== "parked") return refuse("report-not-parked");
  const isKnown = report.provider !== paymentProvider && ruleAgainst(report) !== "unknown-type";
  return isKnown ? accept(report) : refuse("report-not-acceptable");
}

export function acceptedReport(report: Report, reason: string, now: Instant): { report: Report; rule: string } {
  const rule = ruleAgainst(report);
  const accepted = { at: now, rule, reason };
  return { report: { ...report, status: "applied", accepted, reason: undefined, nextTryAt: undefined }, rule };
}

/** The schedule has not parked it yet, so it has no reason. */
function ruleAgainst({ status, reason }: Report): string {
  return status === "waiting" || reason === undefined ? "not-matched-in-time" : reason;
}
