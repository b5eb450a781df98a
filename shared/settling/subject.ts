import type { CenterReport, WaitsFor } from "../domain/exam/center-report.ts";
import { type Entitlement, onlyExamOf } from "../domain/exam/entitlement.ts";
import type { ParkedReason } from "../domain/exam/parked-reason.ts";
import { examNames } from "../domain/exam/registration.ts";
import { examsOf } from "../domain/programme/exam-series.ts";
import { certifications } from "../store/programme/certifications.ts";
import { isOfAnother, mayBeOverruled, reasonAgainstResult } from "./against-report.ts";
import { entitlementOf, examCode, registration } from "./named-entitlement.ts";
import type { Names, Received } from "./received.ts";
import type { Needs } from "./settlement.ts";

/** The words of staff who accept a report (R36). */
export type Acceptance = {
  readonly entitlement?: Pick<Names, "registration" | "code"> | undefined;
  readonly exam?: string | undefined;
};

export type Subject =
  | { readonly entitlement: Entitlement; readonly exam: string }
  | { readonly waitsFor: WaitsFor }
  | { readonly never: ParkedReason; readonly entitlement: Entitlement };

/**
 * The one place that finds a report's entitlement: by our code, by a number or result, or by the centre's ids.
 * Preliminary while something is missing.
 */
export function subjectOf(needs: Needs, received: Received, acceptance?: Acceptance): Subject {
  const entitlement = entitlementOf(needs, received) ?? acceptedFor(needs, received, acceptance);
  if (entitlement === undefined) return { waitsFor: received.waitsFor };
  const named = namesExam(received.report) ? namedExam(needs, received, entitlement) : "";
  const exam = acceptance === undefined || named === "" ? named : acceptedExam(entitlement, named, acceptance);
  if (exam === undefined) return { never: "exam-differs", entitlement };
  const never = reasonAgainstResult(needs, received) ?? isOfAnother(needs, received, entitlement);
  const isOverruled = acceptance !== undefined && never !== undefined && mayBeOverruled(needs, received, never);
  return never === undefined || isOverruled ? { entitlement, exam } : { never, entitlement };
}

function acceptedFor(needs: Needs, received: Received, acceptance: Acceptance | undefined): Entitlement | undefined {
  const { registration: ref, code } = acceptance?.entitlement ?? {};
  if (code !== undefined) return examCode(needs, received, code);
  return ref && registration(needs, ref);
}

/** The named exam if the entitlement has it, otherwise the accepted or only one. */
function acceptedExam(
  entitlement: Entitlement,
  named: string | undefined,
  { exam: said }: Acceptance,
): string | undefined {
  const { kind, of } = entitlement;
  const all = kind === "registration" ? examNames(of) : [of.exam];
  return [said, named, onlyExamOf(entitlement)].find((each) => each !== undefined && all.includes(each));
}

function namesExam({ type }: CenterReport): boolean {
  return type === "appointment.booked" || type === "appointment.rescheduled" || type === "result.reported";
}

/** The exam by role or series code (R18). Nothing if they differ. Without a name: the only exam. */
function namedExam(needs: Needs, { report: { data }, names }: Received, entitlement: Entitlement): string | undefined {
  const exam = "exam" in data ? data.exam : undefined;
  const seriesCode = "seriesCode" in data ? data.seriesCode : undefined;
  if (names.series === undefined) return exam ?? onlyExamOf(entitlement);
  const { certification } = entitlement.of;
  const series = needs.get(names.series);
  const isOurs = series?.certificationId === certification.certificationId;
  const stated =
    certification.exams === undefined && series === undefined
      ? needs.get(certifications.at(certification.certificationId))
      : certification;
  const known = isOurs ? series : examsOf(stated ?? certification).find((each) => each.seriesCode === seriesCode);
  return known === undefined || (exam !== undefined && exam !== known.exam) ? undefined : known.exam;
}
