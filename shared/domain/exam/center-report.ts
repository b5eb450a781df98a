import type { Instant } from "../instant.ts";
import type { Delivery } from "../programme/programme.ts";
import type { NothingEarned } from "./enrolment.ts";
import type { CheckedName, CorrectionFact, ResultFact, TestCenter } from "./sitting.ts";

type Said<Type extends string, Data> = {
  readonly type: Type;
  /** The centre's time, which can be long before receipt. */
  readonly occurredAt: Instant;
  readonly data: Data;
};

/** The entitlement as a centre names it: our code, our registration (academy), or the centre's ids (R28). */
export type EntitlementName = {
  readonly eligibilityCode?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  /** Ours at the academy. Beside a candidate id: the centre's own. */
  readonly registrationId?: string | undefined;
};

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

export type CenterReport =
  | PlacingReport
  | Said<
      "appointment.cancelled",
      { readonly confirmationNumber: string; readonly previousConfirmationNumber?: string | undefined }
    >
  | Said<"appointment.no-show", { readonly confirmationNumber: string; readonly excused?: boolean | undefined }>
  | ResultReport
  | CorrectionReport;

/** A kept report with its state (R16, R17). */
export type Report = {
  readonly reportId: string;
  readonly provider: string;
  readonly type: string;
  readonly status: "applied" | "waiting" | "parked" | "closed";
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  /** The unknown thing that a waiting report names. */
  readonly waitsFor?: WaitsFor | undefined;
  readonly retryUntil?: Instant | undefined;
  readonly tries?: number | undefined;
  readonly nextTryAt?: Instant | undefined;
  readonly reason?: string | undefined;
  /** Staff let it count against this rule (R36). */
  readonly accepted?: { readonly at: Instant; readonly rule: string; readonly reason: string } | undefined;
  /** The person, as far as known when it was parked. */
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

export type WaitsFor = { readonly kind: (typeof subjectKinds)[number]; readonly id: string };

/** A result or correction, as candidates and staff see it (R16). */
export type Result = Scored & {
  readonly resultId: string;
  /** Earlier versions stored none. */
  readonly reportId?: string | undefined;
  readonly exam: string;
  readonly seriesCode?: string | undefined;
  /** Earlier versions stored none. */
  readonly title?: string | undefined;
  readonly takenAt: Instant;
  readonly outcome: ResultFact["outcome"] | CorrectionFact["outcome"];
  readonly provider: string;
  /** Absent until a sitting at the second test centre is bound (R26). */
  readonly accountId?: string | undefined;
  /** Ours. For the second test centre: the centre's own. */
  readonly registrationId: string;
  readonly sittingId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly delivery?: Delivery | undefined;
  readonly certificationId: string;
  readonly receivedAt: Instant;
  readonly confirmationNumber?: string | undefined;
  readonly candidate?: CheckedName | undefined;
  /** This certificate falls if a correction takes the pass away. */
  readonly certificateId?: string | undefined;
  readonly corrects?: string | undefined;
  readonly reason?: string | undefined;
  readonly correctedBy?: string | undefined;
  readonly earnsNothing?: NothingEarned | undefined;
  /** Only staff see it (R14). */
  readonly parked?: boolean | undefined;
};

/** The thing that the report names. The report waits while that is unknown (R17). */
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

/** A score above its maximum, or a maximum of 0, is impossible (R16). */
export function hasImpossibleScore({ score, maximumScore, passingScore, sections = [] }: Scored): boolean {
  const isOver = (value = 0, maximum = Number.POSITIVE_INFINITY) => maximum === 0 || value > maximum;
  const isWrong = isOver(score, maximumScore) || isOver(passingScore, maximumScore);
  return isWrong || sections.some((each) => isOver(each.score, each.maximumScore));
}
