import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import type { CenterReport, WaitsFor } from "../domain/exam/center-report.ts";
import { type Entitlement, onlyExamOf } from "../domain/exam/entitlement.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import type { ParkedReason } from "../domain/exam/parked-reason.ts";
import { examNames, type Registration } from "../domain/exam/registration.ts";
import type { Result } from "../domain/exam/result.ts";
import { examsOf, summaryOf } from "../domain/programme/exam-series.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { bindingIdFor, bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import type { Ref } from "../store/core/entity.ts";
import { enrolmentAt } from "../store/exam/enrolments.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrations } from "../store/exam/registrations.ts";
import { resultAt } from "../store/exam/results.ts";
import { certifications } from "../store/programme/certifications.ts";
import { isOfAnother, isOfExam, mayBeOverruled, reasonAgainstResult } from "./against-report.ts";
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

function entitlementOf(needs: Needs, received: Received): Entitlement | undefined {
  const { names, provider, waitsFor } = received;
  if (names.code !== undefined) return examCode(needs, received, names.code);
  if (names.registration !== undefined) {
    const found = registration(needs, names.registration);
    const isOther = waitsFor.kind === "eligibility-code" && found?.of.eligibilityCode !== waitsFor.id;
    return isOther ? undefined : found;
  }
  if (names.appointment !== undefined) {
    const found = needs.get(names.appointment)?.thing;
    if (found === undefined || found.provider !== provider) return undefined;
    return leadingTo(needs, received, found);
  }
  if (names.corrected !== undefined) {
    const found = needs.get(names.corrected)?.thing;
    const { registrationId, examCode: code, sittingId } = found ?? {};
    if (found !== undefined && sittingId !== undefined) needs.all(atStakeWith(found, sittingId));
    const isCenters = code !== undefined || sittingId !== undefined;
    return leadingTo(needs, received, isCenters ? { examCode: code, sittingId } : { registrationId });
  }
  return centerSitting(needs, received);
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

/** A correction of a bound result may change these. */
function atStakeWith({ accountId, certificationId, certificateId }: Result, sittingId: string): Ref<unknown>[] {
  return [
    sittingAt(sittingId),
    ...(accountId === undefined ? [] : [enrolmentAt(accountId, certificationId)]),
    ...(accountId === undefined ? [] : [bindings.at(bindingIdFor(accountId, sittingId))]),
    ...(certificateId === undefined ? [] : [certificates.at(certificateId)]),
  ];
}

type Way = {
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly sittingId?: string | undefined;
};

function leadingTo(needs: Needs, received: Received, { registrationId, examCode: code, sittingId }: Way) {
  if (registrationId !== undefined) return registration(needs, registrations.at(registrationId));
  if (code !== undefined) return examCode(needs, received, examCodes.at(code));
  const sitting = sittingId === undefined ? undefined : needs.get(sittingAt(sittingId))?.thing;
  return sitting && ownerOf(needs, received, sitting);
}

function registration(needs: Needs, ref: Ref<Registration>) {
  const of = needs.get(ref);
  return of && ({ kind: "registration", of } as const);
}

/** With a code, the sitting belongs to it. Without one it is self-paid. */
function ownerOf(needs: Needs, received: Received, sitting: BindableSitting): Entitlement | undefined {
  if (sitting.examCode === undefined) return { kind: "self-paid", of: sitting };
  return examCode(needs, received, examCodes.at(sitting.examCode));
}

/** The code with all reports, also those of a sitting from before the code was named, and of an earlier version. */
function examCode(needs: Needs, { provider, names }: Received, ref: Ref<ExamCode>): Entitlement | undefined {
  const found = needs.get(ref);
  if (found === undefined) return undefined;
  const { reports = [], used } = found;
  const named = names.sitting && needs.get(names.sitting)?.thing;
  const ofUse =
    used !== undefined && reports.length === 0 ? needs.get(resultAt(provider, used.resultId))?.thing : undefined;
  const kept = ofUse?.sittingId === undefined ? undefined : needs.get(sittingAt(ofUse.sittingId))?.thing;
  const strays = [named?.examCode === undefined ? named : undefined, kept].filter((each) => each !== undefined);
  return { kind: "exam-code", of: strays.reduce(withReportsOf, found) };
}

function withReportsOf(code: ExamCode, sitting: BindableSitting): ExamCode {
  const { reports = [] } = code;
  if (!isOfExam(sitting, code)) return code;
  const { candidateId, registrationId: centerRegistrationId } = sitting;
  const known = new Set(reports.map(({ reportId }) => reportId));
  const added = sitting.reports
    .filter(({ reportId }) => !known.has(reportId))
    .map((each) => (each.type === "result" ? { ...each, candidateId, centerRegistrationId } : each));
  return { ...code, reports: [...reports, ...added] };
}

/** Known, or new for an exam of the catalogue (R28). */
function centerSitting(needs: Needs, received: Received): Entitlement | undefined {
  const { provider, names, pair } = received;
  if (pair === undefined || names.sitting === undefined) return undefined;
  const known = needs.get(names.sitting)?.thing;
  if (known !== undefined) return ownerOf(needs, received, known);
  const series = names.series && needs.get(names.series);
  const certification = series && needs.get(certifications.at(series.certificationId));
  if (series === undefined || certification === undefined) return undefined;
  const { version: programmeVersion } = programme;
  const of = { sittingId: names.sitting.id, provider, ...pair, programmeVersion, exam: series.exam, reports: [] };
  return { kind: "self-paid", of: { ...of, certification: summaryOf(certification) } };
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
