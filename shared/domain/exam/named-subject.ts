import type { CenterReport, EntitlementName, ExamName, WaitsFor } from "./center-report.ts";

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
