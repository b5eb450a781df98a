import type { Instant } from "../instant.ts";
import type { Delivery } from "../programme/programme.ts";
import type { NothingEarned } from "./enrolment.ts";
import type { Entitlement } from "./entitlement.ts";
import { noShowUsesUp } from "./registration.ts";
import type { CheckedName, CorrectionFact, ResultFact, SittingReport, TestCenter } from "./sitting.ts";

type Said<Type extends string, Data> = {
  readonly type: Type;
  /** When it happened, as the test centre says; receipt may be much later. */
  readonly occurredAt: Instant;
  readonly data: Data;
};

/**
 * The entitlement as a centre names it: one of our codes, at the academy our registration, or nothing but the centre's
 * own ids for a sitting that was paid there (R28).
 */
export type EntitlementName = {
  readonly eligibilityCode?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  /** Ours at the academy; beside a candidate id, the centre's own. */
  readonly registrationId?: string | undefined;
};

/** An exam by its role in the certification, by its series code, or both. */
export type ExamName = { readonly exam?: string | undefined; readonly seriesCode?: string | undefined };

type Placed = EntitlementName &
  ExamName & {
    readonly confirmationNumber: string;
    readonly startsAt: Instant;
    readonly testCenter?: TestCenter | undefined;
    readonly delivery?: Delivery | undefined;
    readonly candidate?: CheckedName | undefined;
  };

export type Section = {
  readonly name: string;
  readonly score?: number | undefined;
  readonly maximumScore?: number | undefined;
};

type Scored = {
  readonly score?: number | undefined;
  readonly maximumScore?: number | undefined;
  readonly passingScore?: number | undefined;
  readonly sections?: readonly Section[] | undefined;
};

type ResultData = EntitlementName &
  ExamName &
  Scored & {
    readonly resultId: string;
    readonly outcome: ResultFact["outcome"];
    readonly takenAt: Instant;
    readonly confirmationNumber?: string | undefined;
    readonly delivery?: Delivery | undefined;
    readonly candidate?: CheckedName | undefined;
  };

type CorrectionData = {
  readonly resultId: string;
  /** The id of the result, or of an earlier correction of it. */
  readonly corrects: string;
  readonly outcome: CorrectionFact["outcome"];
  readonly score?: number | undefined;
  readonly reason: string;
};

export type PlacingReport =
  | Said<"appointment.booked", Placed & { readonly previousConfirmationNumber?: undefined }>
  | Said<"appointment.rescheduled", Placed & { readonly previousConfirmationNumber: string }>;
export type ResultReport = Said<"result.reported", ResultData>;
export type CorrectionReport = Said<"result.corrected", CorrectionData>;

/** A report of a test centre (R12–R17), before anything is known of its subject. */
export type CenterReport =
  | PlacingReport
  | Said<
      "appointment.cancelled",
      { readonly confirmationNumber: string; readonly previousConfirmationNumber?: string | undefined }
    >
  | Said<"appointment.no-show", { readonly confirmationNumber: string; readonly excused?: boolean | undefined }>
  | ResultReport
  | CorrectionReport;

/** A report as it is kept, with its state (R16, R17). */
export type Report = {
  readonly reportId: string;
  readonly provider: string;
  readonly type: string;
  readonly status: "applied" | "waiting" | "parked" | "closed";
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly waitsFor?: WaitsFor | undefined;
  readonly retryUntil?: Instant | undefined;
  /** The number of tries so far, and the next one. */
  readonly tries?: number | undefined;
  readonly nextTryAt?: Instant | undefined;
  readonly reason?: string | undefined;
  /** Staff let it count in spite of a rule (R36). */
  readonly accepted?: { readonly at: Instant; readonly rule: string; readonly reason: string } | undefined;
  /** The person whom it concerns, as far as that was known when it was parked. */
  readonly concerns?: { readonly accountId?: string | undefined; readonly name?: string | undefined } | undefined;
  readonly data: { readonly [name: string]: unknown };
};

export const subjectKinds = [
  "eligibility-code",
  "confirmation-number",
  "registration",
  "exam-code",
  "exam-series",
  "result",
] as const;

/** The thing that must appear before a report can be applied. */
export type WaitsFor = { readonly kind: (typeof subjectKinds)[number]; readonly id: string };

/** A result, or the correction of one, as candidates and staff see it: the history of a sitting shows both (R16). */
export type Result = Scored & {
  readonly resultId: string;
  /** Those of an earlier version have none. */
  readonly reportId?: string | undefined;
  readonly exam: string;
  readonly seriesCode?: string | undefined;
  /** The exam's title; those of an earlier version have none. */
  readonly title?: string | undefined;
  readonly takenAt: Instant;
  readonly outcome: ResultFact["outcome"] | CorrectionFact["outcome"];
  readonly provider: string;
  /** Nobody's yet, for a sitting at the second test centre that was not bound (R26). */
  readonly accountId?: string | undefined;
  /** Our registration's; the second test centre's own for a sitting there. */
  readonly registrationId: string;
  /** For a sitting at the second test centre. */
  readonly sittingId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly delivery?: Delivery | undefined;
  readonly certificationId: string;
  readonly receivedAt: Instant;
  readonly confirmationNumber?: string | undefined;
  /** The name that the centre checked (R19). */
  readonly candidate?: CheckedName | undefined;
  /** The certificate that stood when it came: it falls if a correction makes the pass fall. */
  readonly certificateId?: string | undefined;
  /** The result that it corrects, and the reason. */
  readonly corrects?: string | undefined;
  readonly reason?: string | undefined;
  /** The correction that took its place. */
  readonly correctedBy?: string | undefined;
  /** A pass that counts, but earns no certificate, and why (R8). */
  readonly earnsNothing?: NothingEarned | undefined;
  /** It does not count, and nobody but staff sees it (R14). */
  readonly parked?: boolean | undefined;
};

/** The thing that a report names, and so waits for as long as that is unknown (R17). */
export function named({ type, data }: CenterReport): WaitsFor {
  switch (type) {
    case "appointment.booked":
    case "appointment.rescheduled":
      return namedEntitlement(data);
    case "appointment.cancelled":
      return { kind: "confirmation-number", id: data.previousConfirmationNumber ?? data.confirmationNumber };
    case "appointment.no-show":
      return { kind: "confirmation-number", id: data.confirmationNumber };
    case "result.corrected":
      return { kind: "result", id: data.corrects };
    case "result.reported": {
      const { confirmationNumber: id, examCode, candidateId } = data;
      const isByNumber = id !== undefined && examCode === undefined && candidateId === undefined;
      return isByNumber ? { kind: "confirmation-number", id } : namedEntitlement(data);
    }
  }
}

function namedEntitlement({ eligibilityCode, examCode, ...rest }: EntitlementName & ExamName): WaitsFor {
  if (eligibilityCode !== undefined) return { kind: "eligibility-code", id: eligibilityCode };
  if (examCode !== undefined) return { kind: "exam-code", id: examCode };
  const { candidateId, registrationId = "", seriesCode = "" } = rest;
  return candidateId === undefined
    ? { kind: "registration", id: registrationId }
    : { kind: "exam-series", id: seriesCode };
}

/** A report with its exam worked out, as its entitlement keeps it. */
export function sittingReport(
  report: CenterReport,
  reportId: string,
  { of }: Entitlement,
  exam: string,
): SittingReport {
  const reported = { reportId, occurredAt: report.occurredAt };
  switch (report.type) {
    case "appointment.booked":
    case "appointment.rescheduled": {
      const { confirmationNumber, previousConfirmationNumber, startsAt, testCenter, candidate } = report.data;
      const type = report.type === "appointment.booked" ? "booked" : "rescheduled";
      const place = { confirmationNumber, previousConfirmationNumber, exam, startsAt, testCenter, candidate };
      return { ...reported, type, ...place, ...centerIds(report.data) };
    }
    case "appointment.cancelled": {
      const { confirmationNumber, previousConfirmationNumber } = report.data;
      return { ...reported, type: "cancelled", confirmationNumber, previousConfirmationNumber };
    }
    case "appointment.no-show": {
      const { confirmationNumber, excused = false } = report.data;
      return { ...reported, type: "no-show", confirmationNumber, usesUp: noShowUsesUp(of, excused) };
    }
    case "result.reported": {
      const { resultId, outcome, takenAt, confirmationNumber, candidate } = report.data;
      const result = { resultId, exam, outcome, takenAt, confirmationNumber, candidate };
      return { ...reported, type: "result", ...result, ...centerIds(report.data) };
    }
    case "result.corrected": {
      const { resultId, corrects, outcome } = report.data;
      return { ...reported, type: "corrected", resultId, corrects, outcome };
    }
  }
}

function centerIds({ candidateId, registrationId }: EntitlementName) {
  return candidateId === undefined ? {} : { candidateId, centerRegistrationId: registrationId };
}

/** Whether a score cannot be: above its maximum, or of a maximum of 0 (R16). */
export function hasImpossibleScore({ score, maximumScore, passingScore, sections = [] }: Scored): boolean {
  const isOver = (value = 0, maximum = Number.POSITIVE_INFINITY) => maximum === 0 || value > maximum;
  const isWrong = isOver(score, maximumScore) || isOver(passingScore, maximumScore);
  return isWrong || sections.some((each) => isOver(each.score, each.maximumScore));
}
