import type { Instant } from "../instant.ts";
import type { Delivery } from "../programme/programme.ts";
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

export type Scored = {
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
