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

/** How a result names its sitting: by a booking, by our registration, or by the second centre's own identifiers. */
type SittingName =
  | { readonly confirmationNumber: string }
  | { readonly registrationId: string; readonly examCode?: undefined }
  | { readonly examCode: string; readonly candidateId: string; readonly registrationId: string };

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
  | Said<"result.corrected", { readonly resultId: string; readonly corrects: string }>;

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
  readonly reason?: string | undefined;
  readonly data: { readonly [name: string]: unknown };
};

/** The thing that must appear before a report can be applied. */
export type WaitsFor = {
  readonly kind: "eligibility-code" | "confirmation-number" | "registration" | "exam-code" | "result";
  readonly id: string;
};

/** A result as candidates and staff see it. */
export type Result = ResultFacts & {
  readonly provider: string;
  readonly accountId: string;
  readonly registrationId: string;
  readonly certificationId: string;
  readonly receivedAt: Instant;
  readonly confirmationNumber?: string | undefined;
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

/** The report as its registration keeps it. Nothing for a correction, which is about a result. */
export function sittingReport(
  report: CenterReport,
  reportId: string,
  registration: Registration,
): SittingReport | undefined {
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
    case "result.corrected":
      return undefined;
  }
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
