import type { BindableSitting, CandidatePair } from "../domain/bindable-sitting.ts";
import { type CenterReport, named, type WaitsFor } from "../domain/center-report.ts";
import { readCode } from "../domain/code.ts";
import { type Entitlement, onlyExamOf } from "../domain/entitlement.ts";
import type { ExamCode } from "../domain/exam-code.ts";
import { examsOf, summaryOf } from "../domain/exam-series.ts";
import { programme } from "../domain/programme-versions.ts";
import { appointmentAt } from "../store/appointments.ts";
import { sittingAt, slotsOf } from "../store/bindings.ts";
import { certifications } from "../store/certifications.ts";
import type { Ref } from "../store/entity.ts";
import { examCodes } from "../store/exam-codes.ts";
import { examSeriesAt } from "../store/exam-series.ts";
import { registrationIdFor, registrations } from "../store/registrations.ts";
import { resultAt } from "../store/reports.ts";
import type { Needs, Received } from "./settlement.ts";

/** The centre's two identifiers of a sitting, where a report names both. */
export function namedPair({ data }: CenterReport): CandidatePair | undefined {
  if (!("candidateId" in data)) return undefined;
  const { candidateId, registrationId } = data;
  return candidateId === undefined || registrationId === undefined ? undefined : { candidateId, registrationId };
}

/** All that can be looked up for a report at once: one round trip finds its entitlement, or what leads there. */
export function lookUpFor(provider: string, report: CenterReport): { readonly [name: string]: Ref<unknown> } {
  const { kind, id } = named(report);
  const { data } = report;
  const pair = namedPair(report);
  const slots = pair && slotsOf(provider, pair);
  return {
    ...("resultId" in data && { result: resultAt(provider, data.resultId) }),
    ...("seriesCode" in data && data.seriesCode !== undefined && { series: examSeriesAt(data.seriesCode) }),
    ...(slots && { sitting: slots.sitting, ...(report.type === "result.reported" && { exchanged: slots.exchanged }) }),
    ...(kind === "eligibility-code" && { registration: registrations.at(registrationIdFor(id)) }),
    ...(kind === "registration" && { registration: registrations.at(id) }),
    ...(kind === "exam-code" && { code: examCodes.at(ownForm(id)) }),
    ...(kind === "confirmation-number" && { appointment: appointmentAt(provider, id) }),
    ...(kind === "result" && { corrected: resultAt(provider, id) }),
  };
}

/** An exam code in its one true form; as it came, if it is none of ours. */
function ownForm(examCode: string): string {
  const read = readCode("EXC", examCode);
  return "code" in read ? read.code : examCode;
}

/** The subject of a report: its entitlement, or the thing that it waits for (R17). */
export type Subject = { readonly entitlement: Entitlement } | { readonly waitsFor: WaitsFor };

/**
 * Finds the one entitlement that a report is about, in one place for all reports: by our code, by a number or result that
 * leads to it, or by the centre's own ids. Where the needs have something missing, the answer is not yet the last word.
 */
export function subjectOf(needs: Needs, received: Received): Subject {
  const waitsFor = named(received.report);
  const entitlement = entitlementOf(needs, received, waitsFor);
  return entitlement === undefined ? { waitsFor } : { entitlement };
}

function entitlementOf(needs: Needs, received: Received, { kind, id }: WaitsFor): Entitlement | undefined {
  const { provider, report } = received;
  switch (kind) {
    case "eligibility-code": {
      const found = registration(needs, registrationIdFor(id));
      return found?.of.eligibilityCode === id ? found : undefined;
    }
    case "registration":
      return registration(needs, id);
    case "exam-code":
      return examCode(needs, received, ownForm(id));
    case "exam-series":
      return centerSitting(needs, received, id);
    case "confirmation-number": {
      const ref = appointmentAt(provider, id);
      const found = needs.get(ref)?.thing;
      if (found === undefined || found.provider !== provider) return undefined;
      const { registrationId, registration: copied } = found;
      if (registrationId !== undefined && copied !== undefined) {
        needs.facts.learnCopy(registrations.at(registrationId), copied, ref.key);
      }
      return leadingTo(needs, received, found);
    }
    case "result": {
      const found = report.type === "result.corrected" ? needs.get(resultAt(provider, id))?.thing : undefined;
      if (found === undefined) return undefined;
      const { registrationId, sittingId } = found;
      return leadingTo(
        needs,
        received,
        sittingId === undefined ? { registrationId } : { ...found, registrationId: undefined },
      );
    }
  }
}

type Way = {
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly sittingId?: string | undefined;
};

function leadingTo(needs: Needs, received: Received, { registrationId, examCode: code, sittingId }: Way) {
  if (registrationId !== undefined) return registration(needs, registrationId);
  if (code !== undefined) return examCode(needs, received, code);
  const sitting = sittingId === undefined ? undefined : needs.get(sittingAt(sittingId))?.thing;
  return sitting && ownerOf(needs, received, sitting);
}

function registration(needs: Needs, registrationId: string) {
  const of = needs.get(registrations.at(registrationId));
  return of && ({ kind: "registration", of } as const);
}

/** A sitting whose exam code is known is the code's; any other was paid at the centre. */
function ownerOf(needs: Needs, received: Received, sitting: BindableSitting): Entitlement | undefined {
  if (sitting.examCode === undefined) return { kind: "self-paid", of: sitting };
  return examCode(needs, received, sitting.examCode);
}

/**
 * An exam code with all reports of its sittings: also with those of a sitting under the same ids that came before the code
 * was named, and with those that an earlier version kept with the sitting alone.
 */
function examCode(needs: Needs, { provider, report }: Received, code: string): Entitlement | undefined {
  const found = needs.get(examCodes.at(code));
  if (found === undefined) return undefined;
  const { reports = [], used } = found;
  const pair = namedPair(report);
  const named = pair && needs.get(slotsOf(provider, pair).sitting)?.thing;
  const ofUse =
    used !== undefined && reports.length === 0 ? needs.get(resultAt(provider, used.resultId))?.thing : undefined;
  const kept = ofUse?.sittingId === undefined ? undefined : needs.get(sittingAt(ofUse.sittingId))?.thing;
  const strays = [named?.examCode === undefined ? named : undefined, kept].filter((each) => each !== undefined);
  return { kind: "exam-code", of: strays.reduce(withReportsOf, found) };
}

function withReportsOf(code: ExamCode, sitting: BindableSitting): ExamCode {
  const { reports = [], certification, exam } = code;
  const isSame = sitting.exam === exam && sitting.certification.certificationId === certification.certificationId;
  if (!isSame) return code;
  const { candidateId, registrationId: centerRegistrationId } = sitting;
  const known = new Set(reports.map(({ reportId }) => reportId));
  const added = sitting.reports
    .filter(({ reportId }) => !known.has(reportId))
    .map((each) => (each.type === "result" ? { ...each, candidateId, centerRegistrationId } : each));
  return { ...code, reports: [...reports, ...added] };
}

/** A sitting under the centre's own ids: known, or new for an exam of the catalogue (R28). */
function centerSitting(needs: Needs, received: Received, seriesCode: string): Entitlement | undefined {
  const { provider, report } = received;
  const pair = namedPair(report);
  if (pair === undefined) return undefined;
  const ref = slotsOf(provider, pair).sitting;
  const known = needs.get(ref)?.thing;
  if (known !== undefined) return ownerOf(needs, received, known);
  const series = needs.get(examSeriesAt(seriesCode));
  const certification = series && needs.get(certifications.at(series.certificationId));
  if (series === undefined || certification === undefined) return undefined;
  const { version: programmeVersion } = programme;
  const of = { sittingId: ref.id, provider, ...pair, programmeVersion, exam: series.exam, reports: [] };
  return { kind: "self-paid", of: { ...of, certification: summaryOf(certification) } };
}

/**
 * The exam that a report names, by its role or its series code (R18): of the entitlement's certification, or nothing if it
 * is none of that, or if the two names differ. A report that names neither is about the entitlement's only exam.
 */
export function namedExam(needs: Needs, { report: { data } }: Received, entitlement: Entitlement): string | undefined {
  const exam = "exam" in data ? data.exam : undefined;
  const seriesCode = "seriesCode" in data ? data.seriesCode : undefined;
  if (seriesCode === undefined) return exam ?? onlyExamOf(entitlement);
  const { certification } = entitlement.of;
  const series = needs.get(examSeriesAt(seriesCode));
  const isOurs = series?.certificationId === certification.certificationId;
  const stated =
    certification.exams === undefined && series === undefined
      ? needs.get(certifications.at(certification.certificationId))
      : certification;
  const known = isOurs ? series : examsOf(stated ?? certification).find((each) => each.seriesCode === seriesCode);
  return known === undefined || (exam !== undefined && exam !== known.exam) ? undefined : known.exam;
}
