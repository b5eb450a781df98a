import type { CorrectionReport, PaidResult, Result } from "./center-report.ts";
import { type ExamCode, payerOf } from "./exam-code.ts";
import type { CertificationSummary } from "./exam-series.ts";
import type { Instant } from "./instant.ts";
import { levelRule } from "./programme.ts";
import { programmeOf } from "./programme-versions.ts";
import { maximumReports, type ParkedReason } from "./report.ts";
import { type SittingReport, sittingsOf } from "./sitting.ts";

/** How the second test centre names one sitting of one person. */
export type CandidatePair = { readonly candidateId: string; readonly registrationId: string };

/** A sitting at the second test centre, paid with an exam code, that an account may bind to itself, once (R26, R27). */
export type BindableSitting = CandidatePair & {
  readonly sittingId: string;
  readonly provider: string;
  readonly certification: CertificationSummary;
  readonly programmeVersion: number;
  readonly exam: string;
  readonly takenAt: Instant;
  readonly examCode: string;
  /** The partner whose code paid for it. */
  readonly partnerId: string;
  /** The account that alone may bind it, if the code was given to one (R27). */
  readonly reservedFor?: string | undefined;
  /** Who that is, to write to. */
  readonly payer?: { readonly fullName: string; readonly email?: string | undefined } | undefined;
  /** Its result and the corrections of that: the outcome follows from the set (R14, R16). */
  readonly reports: readonly SittingReport[];
  readonly bound?: { readonly accountId: string; readonly bindingId: string; readonly at: Instant } | undefined;
  /** The certificate that it earned, alone or with others. */
  readonly certificateId?: string | undefined;
};

/** How the sitting ended, by its result and whatever corrected that, in any order (R14, R16). */
export function outcomeOf({ reports, exam }: BindableSitting): "pass" | "fail" | "invalidated" | undefined {
  const outcome = sittingsOf(reports).ended.get(exam)?.[0]?.outcome;
  return outcome === "no-show" ? undefined : outcome;
}

/** The results of a sitting, corrections included, by the test centre's identifiers. */
export function resultIdsOf({ reports }: BindableSitting): string[] {
  return reports.flatMap((report) => ("resultId" in report ? [report.resultId] : []));
}

/** Whether an account may bind a sitting, as far as that depends on who it is (R27). */
export function isAvailableTo({ bound, reservedFor }: BindableSitting, accountId: string): boolean {
  return bound === undefined ? reservedFor === undefined || reservedFor === accountId : bound.accountId === accountId;
}

/** What is known when a result names an exam code. */
export type PaidFacts = {
  readonly code: ExamCode;
  /** The sitting of that pair, if it has its result already. */
  readonly sitting: BindableSitting | undefined;
  readonly sittingId: string;
  /** Whether that result identifier is known. */
  readonly isResultKnown: boolean;
};

/**
 * The result of a sitting that an exam code paid for (R25): the code is used, and the sitting is there to be bound.
 * Parked for what nothing can mend.
 */
export function takeResult(
  { code, sitting, sittingId, isResultKnown }: PaidFacts,
  { report, reportId, provider }: { report: PaidResult; reportId: string; provider: string },
  now: Instant,
): { sitting: BindableSitting; code: ExamCode } | { parked: ParkedReason } {
  const { data, occurredAt } = report;
  const { candidateId, registrationId, resultId, exam, outcome, takenAt } = data;
  const rule = levelRule(programmeOf(code.programmeVersion), code.certification.level).exams.find(
    (each) => each.exam === code.exam,
  );
  if (isResultKnown) return { parked: "result-id-of-another-result" };
  if (!rule?.examCodeProviders?.includes(provider)) return { parked: "provider-does-not-hold-exam" };
  if (exam !== code.exam) return { parked: "exam-differs-from-code" };
  if (sitting !== undefined) return { parked: "sitting-has-its-result" };
  if (code.used !== undefined) return { parked: "exam-code-already-used" };
  if (takenAt >= code.expiresAt) return { parked: "sitting-after-end-of-exam-code" };
  const payer = payerOf(code, takenAt);
  return {
    sitting: {
      ...{ sittingId, provider, candidateId, registrationId, exam, takenAt },
      ...{ certification: code.certification, programmeVersion: code.programmeVersion },
      ...{ examCode: code.code, partnerId: code.partnerId, reservedFor: payer?.accountId },
      payer: payer && { fullName: payer.fullName, email: payer.email },
      reports: [{ reportId, occurredAt, type: "result", resultId, exam, outcome, takenAt }],
    },
    code: { ...code, used: { at: now, resultId, takenAt } },
  };
}

/** The result as it is kept and shown; nobody's until it is bound. */
export function paidResultOf(
  { data }: PaidResult,
  { provider, sittingId, certification }: BindableSitting,
  receivedAt: Instant,
): Result {
  const { resultId, exam, outcome, score, maximumScore, takenAt, candidateId, registrationId, delivery } = data;
  return {
    ...{ resultId, provider, registrationId, candidateId, sittingId, delivery, exam },
    ...{ certificationId: certification.certificationId, outcome, score, maximumScore, takenAt, receivedAt },
  };
}

/** A correction of a sitting's result, and what that did to its outcome (R16). Parked only for what no history holds. */
export function correctSitting(
  sitting: BindableSitting,
  { data: { resultId, corrects, outcome }, occurredAt }: CorrectionReport,
  { reportId, isResultKnown }: { reportId: string; isResultKnown: boolean },
): { sitting: BindableSitting; moved: "fell" | "rose" | undefined } | { parked: ParkedReason } {
  if (isResultKnown) return { parked: "result-id-of-another-result" };
  if (sitting.reports.length >= maximumReports) return { parked: "too-many-reports" };
  const report: SittingReport = { reportId, occurredAt, type: "corrected", resultId, corrects, outcome };
  const after = { ...sitting, reports: [...sitting.reports, report] };
  const [hadPassed, hasPassed] = [sitting, after].map((each) => outcomeOf(each) === "pass");
  return { sitting: after, moved: hadPassed === hasPassed ? undefined : hasPassed === true ? "rose" : "fell" };
}
