import { handler as acceptReport } from "../../functions/accept-report/handler.ts";
import { handler as cancelExamCode } from "../../functions/cancel-exam-code/handler.ts";
import { handler as closeAppointment } from "../../functions/close-appointment/handler.ts";
import { handler as closeMessage } from "../../functions/close-message/handler.ts";
import { handler as closeRegistration } from "../../functions/close-registration/handler.ts";
import { handler as endHold } from "../../functions/end-hold/handler.ts";
import { handler as grantSitting } from "../../functions/grant-sitting/handler.ts";
import { handler as readStaff } from "../../functions/read-staff/handler.ts";
import { handler as reinstate } from "../../functions/reinstate-certificate/handler.ts";
import { handler as releaseMessages } from "../../functions/release-messages/handler.ts";
import { handler as revoke } from "../../functions/revoke-certificate/handler.ts";
import { handler as sendAgain } from "../../functions/send-message-again/handler.ts";
import * as certificates from "../../shared/contract/certificate/certificate-operations.ts";
import * as appointments from "../../shared/contract/exam/appointment-operations.ts";
import * as examCodes from "../../shared/contract/exam/exam-code-operations.ts";
import * as decisions from "../../shared/contract/exam/registration-decisions.ts";
import * as reports from "../../shared/contract/exam/report-operations.ts";
import * as results from "../../shared/contract/exam/result-operations.ts";
import * as messages from "../../shared/contract/history/message-operations.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import * as accounts from "../../shared/contract/overview/accounts.ts";
import * as records from "../../shared/contract/overview/record-operations.ts";
import * as work from "../../shared/contract/overview/work.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import * as given from "../support/given.ts";
import { defaultTime, invoke, type Request } from "../support/invoke.ts";
import { mail, parkedMail } from "../support/mails.ts";
import * as partners from "../support/partners.ts";

type Call = (
  handler: Parameters<typeof invoke>[0],
  operation: Operation,
  request: Request,
  variant?: string,
) => Promise<void>;

/** Each decision of staff, on separate items (R36). */
export async function decisionsTour(call: Call): Promise<void> {
  const staff = { as: given.staff, body: { reason: "Bench" } };
  const { registrationId, eligibilityCode } = await given.registration("acp", given.someone());
  const booking = given.placed(eligibilityCode);
  const { confirmationNumber } = booking;
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  const scored = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "fail", score: 2, maximumScore: 1 };
  const result = { ...scored, takenAt: defaultTime, confirmationNumber };
  given.must([200], await given.report("prometric", "result.reported", result));
  await call(readStaff, work.listWork, { as: given.staff });
  const said = { type: "result.reported", occurredAt: defaultTime, data: result };
  await call(acceptReport, reports.acceptReport, { ...staff, params: { reportId: reportIdFor("prometric", said) } });
  const params = { registrationId };
  await call(grantSitting, decisions.grantSitting, {
    params,
    as: given.staff,
    body: { ...staff.body, exam: "written" },
  });
  const again = given.placed(eligibilityCode);
  given.must([200], await given.report("prometric", "appointment.booked", again));
  const number = { confirmationNumber: again.confirmationNumber };
  await call(closeAppointment, appointments.closeAppointment, { ...staff, params: number });
  await call(closeRegistration, decisions.closeRegistration, { ...staff, params });

  const waiting = await given.registration("acp", given.someone());
  const sat = given.placed(waiting.eligibilityCode);
  given.must([200], await given.report("prometric", "appointment.booked", sat));
  const heldId = `R-${sat.confirmationNumber}`;
  const hold = { resultId: heldId, exam: "written", outcome: "held", takenAt: defaultTime };
  const number2 = { confirmationNumber: sat.confirmationNumber };
  given.must([200], await given.report("prometric", "result.reported", { ...hold, ...number2 }));
  await call(endHold, results.endHold, { ...staff, params: { resultId: heldId } });

  const partner = await partners.partner();
  const [code = ""] = await partners.examCodes(partner, await given.certification("acp"));
  const replacing = { params: { code }, as: given.staff, body: { ...staff.body, replace: true } };
  await call(cancelExamCode, examCodes.cancelExamCode, replacing);
  const holder = given.someone();
  const { certificateId } = await given.pass(holder);
  const own = { ...staff, params: { certificateId } };
  given.must([200], await invoke(revoke, certificates.revokeCertificate, own));
  await call(reinstate, certificates.reinstateCertificate, own);

  // A separate time range, so that no other items are listed.
  const [from, end] = ["2031-01-01T00:00:00.000Z", "2031-01-01T00:00:00.001Z"];
  await given.pass(given.someone(), from);
  const listed = { params: { kind: "certificates" }, query: { from, to: end }, as: given.staff };
  await call(readStaff, records.listRecords, listed);
  await call(readStaff, records.getRecordsCsv, listed);
  await call(readStaff, accounts.getAccount, { params: { accountId: holder.sub }, as: given.staff });

  const to = "bench@example.org";
  const sent = { ...staff, params: { mailId: await mail(to) } };
  await call(readStaff, messages.listMessages, { query: { to }, as: given.staff }, " (to an address)");
  await call(readStaff, messages.getMessage, { params: sent.params, as: given.staff });
  await call(sendAgain, messages.sendMessageAgain, sent);
  const release = { refusedWith: "MessageRejected", reason: "The sender is verified now" };
  for (const count of [1, 2]) {
    for (let made = 0; made < count; made += 1) await parkedMail();
    await call(releaseMessages, messages.releaseMessages, { body: release, as: given.staff }, ` (${count})`);
  }
  const parked = { mailId: await parkedMail() };
  await call(closeMessage, messages.closeMessage, { ...staff, params: parked });
}
