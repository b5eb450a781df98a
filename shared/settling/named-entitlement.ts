import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import type { Registration } from "../domain/exam/registration.ts";
import type { Result } from "../domain/exam/result.ts";
import { summaryOf } from "../domain/programme/exam-series.ts";
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
import { isOfExam } from "./against-report.ts";
import type { Received } from "./received.ts";
import type { Needs } from "./settlement.ts";

export function entitlementOf(needs: Needs, received: Received): Entitlement | undefined {
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

export function registration(needs: Needs, ref: Ref<Registration>) {
  const of = needs.get(ref);
  return of && ({ kind: "registration", of } as const);
}

/** With a code, the sitting belongs to it. Without one it is self-paid. */
function ownerOf(needs: Needs, received: Received, sitting: BindableSitting): Entitlement | undefined {
  if (sitting.examCode === undefined) return { kind: "self-paid", of: sitting };
  return examCode(needs, received, examCodes.at(sitting.examCode));
}

/** The code with all reports, also those of a sitting from before the code was named, and of an earlier version. */
export function examCode(needs: Needs, { provider, names }: Received, ref: Ref<ExamCode>): Entitlement | undefined {
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
