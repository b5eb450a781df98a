import type { Instant } from "../instant.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { type ExamCode, payerOf } from "./exam-code.ts";
import { correctedResult } from "./report-order.ts";
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

/** The second test centre names one sitting of one person by these two. */
export type CandidatePair = { readonly candidateId: string; readonly registrationId: string };

/**
 * A sitting at the second test centre that an account may bind to itself, once (R26–R28). With an exam code it follows
 * from the code's reports; without one it was paid at the centre and holds its own.
 */
export type BindableSitting = CandidatePair & {
  readonly sittingId: string;
  readonly provider: string;
  readonly certification: CertificationSummary;
  readonly programmeVersion: number;
  readonly exam: string;
  /** Absent until there is a result. */
  readonly takenAt?: Instant | undefined;
  /** The exam code that paid for it, and its partner; absent for a sitting that was paid at the centre. */
  readonly examCode?: string | undefined;
  readonly partnerId?: string | undefined;
  /** The only account that may bind it, if its code was given to one (R27). */
  readonly reservedFor?: string | undefined;
  readonly payer?: { readonly fullName: string; readonly email?: string | undefined } | undefined;
  /** Its result and the corrections of that, and its appointments if it was paid at the centre (R14, R16). */
  readonly reports: readonly SittingReport[];
  readonly bound?: { readonly accountId: string; readonly bindingId: string; readonly at: Instant } | undefined;
  /** The certificate that it earned, alone or with others. */
  readonly certificateId?: string | undefined;
  /** The reports that staff accepted in spite of a rule (R36). */
  readonly accepted?: readonly string[] | undefined;
};

/** A sitting that was paid at the centre has no end, and a result needs no appointment. */
export const selfPaidTerms: Terms = {
  sittingsPerExam: 1,
  isOnePersons: false,
  booked: [],
  incomplete: "given-back",
};

/** The state of a sitting's own appointments and results. */
export function stateOfSitting({ reports, accepted }: Pick<BindableSitting, "reports" | "accepted">): Sittings {
  return sittingsOf(reports, { ...selfPaidTerms, accepted });
}

/** The sitting's outcome by its result and the corrections of that, in any order; nothing without a result (R14, R16). */
export function outcomeOf(sitting: Pick<BindableSitting, "reports" | "accepted">): Outcome | undefined {
  return resultsIn(stateOfSitting(sitting)).at(-1)?.outcome;
}

/** Whether the outcome is known: a binding waits for it, also while the centre holds the result (R16, R26). */
export function isDecided(sitting: Pick<BindableSitting, "reports" | "accepted">): boolean {
  const outcome = outcomeOf(sitting);
  return outcome !== undefined && outcome !== "held";
}

/** The results of a sitting, corrections included, by the test centre's identifiers. */
export function resultIdsOf({ reports }: Pick<BindableSitting, "reports">): string[] {
  return reports.flatMap((report) => ("resultId" in report ? [report.resultId] : []));
}

/** Whether an account may bind a sitting, as far as that depends on the account (R27). */
export function isAvailableTo({ bound, reservedFor }: BindableSitting, accountId: string): boolean {
  return bound === undefined ? reservedFor === undefined || reservedFor === accountId : bound.accountId === accountId;
}

/** The identifiers of a sitting, where the centre gave both. */
export function pairOf({ candidateId, centerRegistrationId }: CenterIds): CandidatePair | undefined {
  if (candidateId === undefined || centerRegistrationId === undefined) return undefined;
  return { candidateId, registrationId: centerRegistrationId };
}

/** The reports of one sitting: its result, and the corrections that lead to it. */
export function reportsOfSitting(reports: readonly SittingReport[], resultId: string): SittingReport[] {
  return reports.filter((report) => {
    if (report.type === "result") return report.resultId === resultId;
    return report.type === "corrected" && correctedResult(report, reports) === resultId;
  });
}

/**
 * The sitting at the second centre that an exam code's result amounts to. It belongs to the code's holder at the time
 * of its booking (R27).
 */
export function sittingWith(
  code: ExamCode,
  { sittingId, provider, ...pair }: CandidatePair & { readonly sittingId: string; readonly provider: string },
  before: BindableSitting | undefined,
  sat: Sitting | undefined,
): BindableSitting {
  const { certification, programmeVersion, exam, partnerId, code: examCode, reports = [] } = code;
  const payer = sat === undefined ? undefined : payerOf(code, sat.bookedAt ?? sat.at);
  return {
    ...{ sittingId, provider, ...pair, certification, programmeVersion, exam, examCode, partnerId },
    ...{ takenAt: sat?.at, reservedFor: payer?.accountId },
    payer: payer && { fullName: payer.fullName, email: payer.email },
    reports: sat?.resultId === undefined ? [] : reportsOfSitting(reports, sat.resultId),
    bound: before?.bound,
    certificateId: before?.certificateId,
  };
}
