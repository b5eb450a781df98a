import type { Instant } from "./instant.ts";
import { noShowUsesUp, type Registration } from "./registration.ts";
import type { SittingReport, TestCenter } from "./sitting.ts";

type Said<Type extends string, Data> = {
  readonly type: Type;
  /** When it happened, as the test centre says; receipt may be much later. */
  readonly occurredAt: Instant;
  readonly data: Data;
};

type Placed = {
  readonly confirmationNumber: string;
  readonly eligibilityCode: string;
  readonly exam: string;
  readonly startsAt: Instant;
  readonly testCenter: TestCenter;
};

type ResultFacts = {
  readonly resultId: string;
  readonly exam: string;
  readonly outcome: "pass" | "fail";
  readonly score?: number | undefined;
  readonly maximumScore?: number | undefined;
  readonly takenAt: Instant;
};

type CorrectionFacts = {
  readonly resultId: string;
  /** The id of the result, or of the earlier correction, whose outcome it changes. */
  readonly corrects: string;
  readonly outcome: "pass" | "fail" | "invalidated";
  readonly score?: number | undefined;
  readonly reason: string;
};

/** How a result names its sitting: by a booking, by our registration, or by the second centre's own identifiers. */
type SittingName =
  | { readonly confirmationNumber: string }
  | { readonly registrationId: string; readonly examCode?: undefined }
  | SecondCenterName;

type SecondCenterName = {
  readonly examCode: string;
  readonly candidateId: string;
  readonly registrationId: string;
  readonly delivery?: "test-center" | "online" | undefined;
};

/** A result at the second test centre, which names the exam code that paid for it. */
export type PaidResult = Said<"result.reported", ResultFacts & SecondCenterName>;

export type CorrectionReport = Said<"result.corrected", CorrectionFacts>;

/** The report, if it is the result of a sitting that an exam code paid for. */
export function paidResult(report: CenterReport): PaidResult | undefined {
  if (report.type !== "result.reported" || !("examCode" in report.data)) return undefined;
  const { data } = report;
  return data.examCode === undefined ? undefined : { ...report, data };
}

/** What a test centre reports (R12–R17), before anything is known of what it names. */
export type CenterReport =
  | Said<"appointment.booked", Placed>
  | Said<"appointment.rescheduled", Placed & { readonly previousConfirmationNumber: string }>
  | Said<
      "appointment.cancelled",
      { readonly confirmationNumber: string; readonly previousConfirmationNumber?: string | undefined }
    >
  | Said<"appointment.no-show", { readonly confirmationNumber: string; readonly excused?: boolean | undefined }>
  | Said<"result.reported", ResultFacts & SittingName>
  | CorrectionReport;

/** A report as it is kept, with what became of it (R16, R17). */
export type Report = {
  readonly reportId: string;
  readonly provider: string;
  readonly type: string;
  readonly status: "applied" | "waiting" | "parked" | "closed";
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly waitsFor?: WaitsFor | undefined;
  readonly retryUntil?: Instant | undefined;
  /** How often it was tried again, and when next. */
  readonly tries?: number | undefined;
  readonly nextTryAt?: Instant | undefined;
  readonly reason?: string | undefined;
  readonly data: { readonly [name: string]: unknown };
};

/** The thing that must appear before a report can be applied. */
export type WaitsFor = {
  readonly kind: "eligibility-code" | "confirmation-number" | "registration" | "exam-code" | "result";
  readonly id: string;
};

/** A result, or the correction of one, as candidates and staff see it: the history of a sitting shows both (R16). */
export type Result = Omit<ResultFacts, "outcome"> & {
  readonly outcome: "pass" | "fail" | "invalidated";
  readonly provider: string;
  /** Whose it is. Nobody's yet, for a sitting at the second test centre that was not bound (R26). */
  readonly accountId?: string | undefined;
  /** Our registration's; the second test centre's own for a sitting there. */
  readonly registrationId: string;
  /** For a sitting at the second test centre: which, of whom, and how it was held. */
  readonly sittingId?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly delivery?: "test-center" | "online" | undefined;
  readonly certificationId: string;
  readonly receivedAt: Instant;
  readonly confirmationNumber?: string | undefined;
  /** The certificate that stood when it came: it falls if a correction makes the pass fall. */
  readonly certificateId?: string | undefined;
  /** What it corrects, and why. */
  readonly corrects?: string | undefined;
  readonly reason?: string | undefined;
  /** The correction that took its place. */
  readonly correctedBy?: string | undefined;
};

/** What a report names, and so waits for as long as that is unknown (R17). */
export function named(report: CenterReport): WaitsFor {
  switch (report.type) {
    case "appointment.booked":
    case "appointment.rescheduled":
      return { kind: "eligibility-code", id: report.data.eligibilityCode };
    case "appointment.cancelled":
      return {
        kind: "confirmation-number",
        id: report.data.previousConfirmationNumber ?? report.data.confirmationNumber,
      };
    case "appointment.no-show":
      return { kind: "confirmation-number", id: report.data.confirmationNumber };
    case "result.corrected":
      return { kind: "result", id: report.data.corrects };
    case "result.reported":
      if ("confirmationNumber" in report.data)
        return { kind: "confirmation-number", id: report.data.confirmationNumber };
      return report.data.examCode === undefined
        ? { kind: "registration", id: report.data.registrationId }
        : { kind: "exam-code", id: report.data.examCode };
  }
}

/** The report as its registration keeps it. */
export function sittingReport(report: CenterReport, reportId: string, registration: Registration): SittingReport {
  const { occurredAt } = report;
  const reported = { reportId, occurredAt };
  switch (report.type) {
    case "appointment.booked": {
      const { confirmationNumber, exam, startsAt, testCenter } = report.data;
      return { ...reported, type: "booked", confirmationNumber, exam, startsAt, testCenter };
    }
    case "appointment.rescheduled": {
      const { eligibilityCode: _, ...placed } = report.data;
      return { ...reported, type: "rescheduled", ...placed };
    }
    case "appointment.cancelled":
      return { ...reported, type: "cancelled", ...report.data };
    case "appointment.no-show": {
      const { confirmationNumber, excused = false } = report.data;
      return { ...reported, type: "no-show", confirmationNumber, usesUp: noShowUsesUp(registration, excused) };
    }
    case "result.reported": {
      const { resultId, exam, outcome, takenAt } = report.data;
      const confirmationNumber = "confirmationNumber" in report.data ? report.data.confirmationNumber : undefined;
      return { ...reported, type: "result", resultId, exam, outcome, takenAt, confirmationNumber };
    }
    case "result.corrected": {
      const { resultId, corrects, outcome } = report.data;
      return { ...reported, type: "corrected", resultId, corrects, outcome };
    }
  }
}

/** The results after a correction: the corrected one, which names it, and the correction itself. */
export function correctedResults(
  { data }: CorrectionReport,
  corrected: Result,
  receivedAt: Instant,
): { corrected: Result; correction: Result } {
  const { resultId, corrects, outcome, score, reason } = data;
  const correction = { ...corrected, resultId, corrects, outcome, score, reason, receivedAt, correctedBy: undefined };
  return { corrected: { ...corrected, correctedBy: resultId }, correction };
}

/** The result that a report brings, as it is kept and shown. Nothing for other reports. */
export function resultOf(
  report: CenterReport,
  provider: string,
  { accountId, registrationId, certification }: Registration,
  receivedAt: Instant,
): Result | undefined {
  if (report.type !== "result.reported") return undefined;
  const { resultId, exam, outcome, score, maximumScore, takenAt } = report.data;
  const confirmationNumber = "confirmationNumber" in report.data ? report.data.confirmationNumber : undefined;
  return {
    ...{ resultId, provider, accountId, registrationId, certificationId: certification.certificationId, exam },
    ...{ outcome, score, maximumScore, takenAt, receivedAt, confirmationNumber },
  };
}
