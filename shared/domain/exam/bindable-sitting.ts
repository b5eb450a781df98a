import type { Instant } from "../instant.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import type { ExamCode } from "./exam-code.ts";
import { payerOf } from "./exam-code-bearer.ts";
import { correctedResult, resultsById } from "./report-order.ts";
import {
  type CenterIds,
  type Outcome,
  resultsIn,
  type Sitting,
  type SittingReport,
  type Sittings,
  type Terms,
} from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** The second test centre identifies one sitting by both. */
export type CandidatePair = { readonly candidateId: string; readonly registrationId: string };

/** A sitting at the second test centre that one account may bind, once (R26–R28). */
export type BindableSitting = CandidatePair & {
  readonly sittingId: string;
  readonly provider: string;
  readonly certification: CertificationSummary;
  readonly programmeVersion: number;
  readonly exam: string;
  readonly takenAt?: Instant | undefined;
  /** Absent for a self-paid sitting. */
  readonly examCode?: string | undefined;
  readonly partnerId?: string | undefined;
  /** The only account that may bind it: the holder of its code (R27). */
  readonly reservedFor?: string | undefined;
  /** The holder of its code when it was booked or, without a booking, sat. */
  readonly payer?: { readonly fullName: string; readonly email?: string | undefined } | undefined;
  readonly reports: readonly SittingReport[];
  readonly bound?: { readonly accountId: string; readonly bindingId: string; readonly at: Instant } | undefined;
  readonly certificateId?: string | undefined;
  readonly accepted?: readonly string[] | undefined;
};

/** A self-paid sitting has no end, and its result needs no appointment. */
export const selfPaidTerms: Terms = {
  sittingsPerExam: 1,
  isOnePersons: false,
  booked: [],
  incomplete: "given-back",
};

export function stateOfSitting({ reports, accepted }: Pick<BindableSitting, "reports" | "accepted">): Sittings {
  return sittingsOf(reports, { ...selfPaidTerms, accepted });
}

/** The outcome after all corrections, in any order (R14, R16). */
export function outcomeOf(sitting: Pick<BindableSitting, "reports" | "accepted">): Outcome | undefined {
  return resultsIn(stateOfSitting(sitting)).at(-1)?.outcome;
}

/** A binding waits until the outcome is known. A held result is not an outcome (R16, R26). */
export function isDecided(sitting: Pick<BindableSitting, "reports" | "accepted">): boolean {
  const outcome = outcomeOf(sitting);
  return outcome !== undefined && outcome !== "held";
}

export function resultIdsOf({ reports }: Pick<BindableSitting, "reports">): string[] {
  return reports.flatMap((report) => ("resultId" in report ? [report.resultId] : []));
}

/** Whether this account may bind the sitting (R27). */
export function isAvailableTo({ bound, reservedFor }: BindableSitting, accountId: string): boolean {
  return bound === undefined ? reservedFor === undefined || reservedFor === accountId : bound.accountId === accountId;
}

export function pairOf({ candidateId, centerRegistrationId }: CenterIds): CandidatePair | undefined {
  if (candidateId === undefined || centerRegistrationId === undefined) return undefined;
  return { candidateId, registrationId: centerRegistrationId };
}

/** One result and the corrections that lead to it. */
export function reportsOfSitting(reports: readonly SittingReport[], resultId: string): SittingReport[] {
  const results = resultsById(reports);
  return reports.filter((report) => {
    if (report.type === "result") return report.resultId === resultId;
    return report.type === "corrected" && correctedResult(report, results) === resultId;
  });
}

/** The sitting for the result of an exam code. It is reserved for the code's holder at the time of booking (R27). */
export function sittingWith(
  code: ExamCode,
  { sittingId, provider, ...pair }: CandidatePair & { readonly sittingId: string; readonly provider: string },
  before: BindableSitting | undefined,
  sat: Sitting | undefined,
): BindableSitting {
  const { certification, programmeVersion, exam, partnerId, code: examCode, reports = [] } = code;
  const payer = sat === undefined ? undefined : payerOf(code, sat.bookedAt ?? sat.at);
  return {
    sittingId,
    provider,
    ...pair,
    certification,
    programmeVersion,
    exam,
    examCode,
    partnerId,
    takenAt: sat?.at,
    reservedFor: payer?.accountId,
    payer: payer && { fullName: payer.fullName, email: payer.email },
    reports: sat?.resultId === undefined ? [] : reportsOfSitting(reports, sat.resultId),
    bound: before?.bound,
    certificateId: before?.certificateId,
  };
}
