import type { CenterReport, EntitlementName } from "./center-report.ts";
import type { Entitlement } from "./entitlement.ts";
import { noShowUsesUp } from "./registration.ts";
import type { SittingReport } from "./sitting.ts";

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
