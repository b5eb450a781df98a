import { type CenterReport, sittingReport } from "../domain/center-report.ts";
import { type Entitlement, reportsOf, termsOf } from "../domain/entitlement.ts";
import { isSame, type Weighed, weigh } from "../domain/report.ts";
import { sittingsOf } from "../domain/unfolding.ts";
import { type Change, put } from "../store/change.ts";
import { examCodes } from "../store/exam-codes.ts";
import type { Facts } from "../store/facts.ts";
import { reports } from "../store/reports.ts";
import { appointmentChanges, isOfAnother } from "./appointment-changes.ts";
import { reasonAgainstResult, resultChanges, turnedResults } from "./kept-results.ts";
import { settleRegistration } from "./registration-changes.ts";
import { Needs, type Received, type Settlement, type Settling } from "./settlement.ts";
import { settleSittings } from "./sitting-changes.ts";
import { namedExam, subjectOf } from "./subject.ts";

/**
 * Decides on a report (R12–R18): it counts, with all that follows from it; it is parked, as long as the set of reports does
 * not make it count; or it cannot be matched yet. The same for every provider and entitlement, and for a report that
 * comes and one that waited.
 */
export function settle(facts: Facts, received: Received, settling: Settling): Settlement {
  const needs = new Needs(facts);
  const settlement = settleOn(needs, received, settling);
  const { missing } = needs;
  return missing.length > 0 ? { fate: "unread", missing } : settlement;
}

function settleOn(needs: Needs, received: Received, settling: Settling): Settlement {
  const subject = subjectOf(needs, received);
  if ("waitsFor" in subject) return { fate: "unmatched", waitsFor: subject.waitsFor };
  const { entitlement } = subject;
  const exam = examOfReport(needs, received, entitlement);
  if (exam === undefined) return { fate: "parked", reason: "exam-differs", changes: [] };
  const never = reasonAgainstResult(needs, received) ?? isOfAnother(needs, received, entitlement);
  if (never !== undefined) return { fate: "parked", reason: never, changes: [] };
  const fact = sittingReport(received.report, received.reportId, entitlement, exam);
  const weighed = weigh(entitlement, fact, received.provider, received.receivedAt);
  if ("never" in weighed) return { fate: "parked", reason: weighed.never, changes: [] };
  const stored = asStored(needs, entitlement);
  const before = sittingsOf(reportsOf(stored), termsOf(stored));
  return settled(needs, received, stored, { ...weighed, before }, exam, settling);
}

/** An exam code without the reports of a sitting that becomes its own only now: taking them over is a change, too. */
function asStored(needs: Needs, entitlement: Entitlement): Entitlement {
  const of = entitlement.kind === "exam-code" ? needs.get(examCodes.at(entitlement.of.code)) : undefined;
  return of === undefined ? entitlement : { kind: "exam-code", of };
}

function settled(
  needs: Needs,
  received: Received,
  before: Entitlement,
  weighed: Weighed,
  exam: string,
  settling: Settling,
): Settlement {
  const { report } = received;
  const isParked = weighed.parked !== undefined;
  const isNews = "resultId" in report.data ? !isParked : !isSame(before.kind, weighed.before, weighed.after);
  const follows =
    before.kind === "registration"
      ? settleRegistration(needs, received, before.of, weighed, exam, settling)
      : settleSittings(needs, received, before, weighed, exam, settling);
  const changes = [
    ...follows.changes,
    ...appointmentChanges(needs, received, follows.entitlement, weighed),
    ...resultChanges(needs, received, follows.entitlement, exam, weighed),
    ...turnedResults(needs, received, follows.entitlement, weighed),
    ...turnedReports(needs, weighed),
  ];
  if (weighed.parked !== undefined) return { fate: "parked", reason: weighed.parked, changes };
  const { type, occurredAt, data } = report;
  return {
    fate: "counts",
    isNews,
    changes,
    event: {
      type: type === "result.reported" ? "result.accepted" : type,
      data: { occurredAt, ...data },
      notifications: isNews ? follows.notifications : [],
    },
  };
}

/** The exam that a report is about: named by it, or known from the number or the result that it names. */
function examOfReport(needs: Needs, received: Received, entitlement: Entitlement): string | undefined {
  return namesExam(received.report) ? namedExam(needs, received, entitlement) : "";
}

function namesExam({ type }: CenterReport): boolean {
  return type === "appointment.booked" || type === "appointment.rescheduled" || type === "result.reported";
}

/** Reports whose word on whether they count has changed with this one (R14); what staff have closed stays so. */
function turnedReports(needs: Needs, { turned }: Weighed): Change[] {
  return turned.flatMap(({ reportId, reason }) => {
    const ref = reports.at(reportId);
    const kept = needs.get(ref);
    if (kept === undefined || kept.status === "closed") return [];
    return [put(ref, { ...kept, status: reason === undefined ? "applied" : "parked", reason, nextTryAt: undefined })];
  });
}
