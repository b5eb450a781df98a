import { reinstateCertificate, revokeCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { closeAppointment } from "../../shared/contract/exam/appointment-operations.ts";
import { cancelExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { closeRegistration, grantSitting } from "../../shared/contract/exam/registration-decisions.ts";
import { acceptReport } from "../../shared/contract/exam/report-operations.ts";
import { endHold } from "../../shared/contract/exam/result-operations.ts";
import { closeMessage, releaseMessages, sendMessageAgain } from "../../shared/contract/history/message-operations.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import * as given from "../support/given.ts";
import type { Request } from "../support/invoke.ts";
import { mail, parkedMail } from "../support/mails.ts";
import * as partners from "../support/partners.ts";
import { call, eventTypes } from "./calls.ts";
import type { Target } from "./targets.ts";

const body = { reason: "Settled by telephone" };
const occurredAt = "2026-11-22T09:30:00.000Z";

function target(
  operation: Target["operation"],
  params: Readonly<Record<string, string>>,
  [kind, id]: readonly [string, string],
  more: object = {},
): Target {
  return {
    operation,
    body: { ...body, ...more },
    send: (request: Request, asked = operation) => call(asked, { params, as: given.staff, ...request }),
    stored: () => eventTypes(kind, id),
  };
}

/** All decisions of staff, each on separate things. */
export const decisionTargets: Readonly<Record<string, () => Promise<Target>>> = {
  acceptReport: async () => {
    const { eligibilityCode } = await given.registration("acp", given.someone());
    const data = given.placed(eligibilityCode, { exam: "lab" });
    given.must([200], await given.report("prometric", "appointment.booked", data));
    const reportId = reportIdFor("prometric", { type: "appointment.booked", occurredAt, data });
    return target(acceptReport, { reportId }, ["report", reportId]);
  },
  closeRegistration: async () => {
    const { registrationId } = await given.registration("acp", given.someone());
    return target(closeRegistration, { registrationId }, ["registration", registrationId]);
  },
  grantSitting: async () => {
    const { registrationId } = await given.registration("acp", given.someone());
    return target(grantSitting, { registrationId }, ["registration", registrationId], { exam: "written" });
  },
  closeAppointment: async () => {
    const { registrationId, eligibilityCode } = await given.registration("acp", given.someone());
    const data = given.placed(eligibilityCode);
    given.must([200], await given.report("prometric", "appointment.booked", data));
    const { confirmationNumber } = data;
    return target(closeAppointment, { confirmationNumber }, ["registration", registrationId]);
  },
  cancelExamCode: async () => {
    const [code = ""] = await partners.examCodes(await partners.partner(), await given.certification("acp"));
    return target(cancelExamCode, { code }, ["exam-code", code]);
  },
  endHold: async () => {
    const { eligibilityCode, registrationId } = await given.registration("acp", given.someone());
    const { confirmationNumber, ...place } = given.placed(eligibilityCode);
    given.must([200], await given.report("prometric", "appointment.booked", { confirmationNumber, ...place }));
    const data = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "held", takenAt: occurredAt };
    given.must([200], await given.report("prometric", "result.reported", { ...data, confirmationNumber }));
    return target(endHold, { resultId: data.resultId }, ["registration", registrationId]);
  },
  sendMessageAgain: async () => {
    const mailId = await mail("bo@example.org");
    return target(sendMessageAgain, { mailId }, ["mail", mailId]);
  },
  releaseMessages: async () => {
    const mailId = await parkedMail();
    return target(releaseMessages, {}, ["mail", mailId], { refusedWith: "MessageRejected" });
  },
  closeMessage: async () => {
    const mailId = await parkedMail();
    return target(closeMessage, { mailId }, ["mail", mailId]);
  },
  reinstateCertificate: async () => {
    const params = { certificateId: (await given.pass(given.someone())).certificateId };
    given.must([200], await call(revokeCertificate, { params, body, as: given.staff }));
    return target(reinstateCertificate, params, ["certificate", params.certificateId]);
  },
};
