import { clockToleranceMilliseconds, type Instant, instantOf, millisecondsOf } from "../instant.ts";
import {
  type Entitlement,
  isEndedByStaff,
  issuedAt,
  onlyExamOf,
  reasonAgainstExam,
  reportsOf,
  termsOf,
  withAccepted,
  withReports,
} from "./entitlement.ts";
import { folded } from "./folded-reports.ts";
import type { ParkedReason } from "./parked-reason.ts";
import { withdrawnNumber } from "./report-order.ts";
import type { Absence, Placing, SittingReport, Sittings } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** No real history is longer once it is folded. Results are still taken beyond it. */
export const maximumReports = 100;

/** A report that begins or stops to count because of a later one (R14). */
export type Turned = { readonly reportId: string; readonly reason: ParkedReason | undefined };

export type Shift = {
  readonly report?: SittingReport | undefined;
  readonly provider: string;
  readonly by: string;
  readonly entitlement: Entitlement;
  readonly before: Sittings;
  readonly after: Sittings;
  readonly turned: readonly Turned[];
};

export type Weighed = Shift & {
  readonly report: SittingReport;
  readonly parked: ParkedReason | undefined;
};

/** Adds a report to its entitlement, in any order (R12–R16). A report that can never count is not added. */
export function weigh(
  entitlement: Entitlement,
  report: SittingReport,
  provider: string,
  receivedAt: Instant,
): Weighed | { readonly never: ParkedReason } {
  const never = reasonForGood(entitlement, report, provider, receivedAt);
  if (never !== undefined) return { never };
  const after = withReport(entitlement, report);
  if (reportsOf(after).length > maximumReports && report.type !== "result") return { never: "too-many-reports" };
  const shift = shifted(entitlement, after, { provider, by: provider, report });
  return { ...shift, report, parked: shift.after.parked.get(report.reportId) };
}

/** Staff accept a report: it counts in spite of any rule (R36). An instant after its receipt becomes the receipt. */
export function weighAccepted(
  entitlement: Entitlement,
  report: SittingReport,
  provider: string,
  receivedAt: Instant,
): Weighed {
  const accepted = withAccepted(entitlement, report.reportId);
  const occurredAt = report.occurredAt < receivedAt ? report.occurredAt : receivedAt;
  const told = { ...report, occurredAt };
  const fact = told.type === "result" && told.takenAt > receivedAt ? { ...told, takenAt: receivedAt } : told;
  const shift = shifted(entitlement, withReport(accepted, fact), { provider, by: provider, report: fact });
  return { ...shift, report: fact, parked: shift.after.parked.get(report.reportId) };
}

export function shifted(
  before: Entitlement,
  entitlement: Entitlement,
  { provider, by, report }: Pick<Shift, "provider" | "by" | "report">,
): Shift {
  const [was, is] = [before, entitlement].map((each) => sittingsOf(reportsOf(each), termsOf(each)));
  if (was === undefined || is === undefined) throw new Error("an entitlement has its state");
  const turned = reportsOf(before)
    .filter(({ reportId }) => reportId !== report?.reportId && was.parked.get(reportId) !== is.parked.get(reportId))
    .map(({ reportId }) => ({ reportId, reason: is.parked.get(reportId) }));
  return { report, provider, by, entitlement, before: was, after: is, turned };
}

function withReport(entitlement: Entitlement, report: SittingReport): Entitlement {
  const others = reportsOf(entitlement).filter(({ reportId }) => reportId !== report.reportId);
  return withReports(entitlement, folded([...others, report], termsOf(entitlement)));
}

/** The reason for which a report can never count (R11, R16, R18). */
function reasonForGood(
  entitlement: Entitlement,
  report: SittingReport,
  provider: string,
  receivedAt: Instant,
): ParkedReason | undefined {
  if (isEndedByStaff(entitlement)) return "ended-by-staff";
  const latest = instantOf(millisecondsOf(receivedAt) + clockToleranceMilliseconds);
  if (report.occurredAt > latest) return "instant-in-the-future";
  if (!("exam" in report)) return undefined;
  const against = reasonAgainstExam(entitlement, report.exam, provider);
  if (against !== undefined || report.type !== "result") return against;
  if (report.takenAt > latest) return "instant-in-the-future";
  const issued = issuedAt(entitlement);
  if (issued !== undefined && millisecondsOf(report.takenAt) < millisecondsOf(issued) - clockToleranceMilliseconds) {
    return "before-entitlement";
  }
  const { expiresAt } = termsOf(entitlement);
  return expiresAt !== undefined && report.takenAt >= expiresAt ? "after-end" : undefined;
}

/** The exam of an appointment's report, by its name or number. Unknown: "". */
export function examOfReport({
  report,
  entitlement,
  after,
}: Pick<Shift, "entitlement" | "after"> & { readonly report: Placing | Absence }): string {
  if ("exam" in report) return report.exam;
  return after.appointments.get(withdrawnNumber(report))?.exam ?? onlyExamOf(entitlement) ?? "";
}
