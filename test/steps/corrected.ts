import { getRegistration } from "../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../shared/contract/exam/result-operations.ts";
import * as given from "../support/given.ts";
import type { Claims, Response } from "../support/invoke.ts";
import { call, field, pageOf } from "./calls.ts";

/** Time of receipt in these tests. */
export const now = "2026-11-22T12:00:00.000Z";

type Outcome = "pass" | "fail" | "invalidated";

/** An ACP registration with a sat written exam, and the centre's later corrections. */
export async function sat(outcome: "pass" | "fail") {
  const ana = given.someone();
  const open = await given.registration("acp", ana);
  return { ana, ...open, ...(await sitting(open.eligibilityCode, outcome)) };
}

/** A written exam that was booked with the code and sat, and the centre's later corrections. */
export async function sitting(eligibilityCode: string, outcome: "pass" | "fail") {
  const booking = given.placed(eligibilityCode, { startsAt: "2026-11-22T10:00:00.000Z" });
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  const resultId = `R-${booking.confirmationNumber}`;
  const { confirmationNumber } = booking;
  const facts = { resultId, exam: "written", outcome, takenAt: now, confirmationNumber };
  const result = () => given.report("prometric", "result.reported", facts, { at: now });
  /** The correction at this place. It corrects the result or an earlier correction. */
  const correct = (place: number, to: Outcome, corrects = 0, messageId?: string) => {
    const name = (of: number) => (of === 0 ? resultId : `${resultId}-${of}`);
    const data = { resultId: name(place), corrects: name(corrects), outcome: to, reason: "Re-scored" };
    const occurredAt = `2026-11-22T12:0${place}:00.000Z`;
    return given.report("prometric", "result.corrected", data, {
      at: now,
      occurredAt,
      ...(messageId && { messageId }),
    });
  };
  return { resultId, result, correct };
}

/** The same, after the result was received. */
export async function scored(outcome: "pass" | "fail") {
  const all = await sat(outcome);
  given.must([200], await all.result());
  return all;
}

export async function claimed() {
  const all = await scored("pass");
  const [certificate] = await given.certificates(all.ana, now);
  if (certificate === undefined) throw new Error("a pass earns a certificate");
  given.must([200], await given.claiming(certificate.certificateId, all.ana, now));
  return { ...all, ...certificate };
}

export const statuses = async (as: Claims) =>
  (await given.certificates(as, now)).map(({ status }) => status).toSorted();

export const registered = async (registrationId: string, as: Claims) =>
  field(await call(getRegistration, { params: { registrationId }, as, at: now }), "status");

export const results = async (as: Claims) =>
  pageOf(await call(listResults, { as, at: now })).data.map(({ resultId, outcome, corrects, correctedBy }) => ({
    resultId,
    outcome,
    corrects,
    correctedBy,
  }));

/** Registers again for the same certification, with a new code. */
export async function registerAgain(certificationId: string, as: Claims, at = now): Promise<Response> {
  return given.registering(await given.authorizationCode(certificationId, as, at), certificationId, as, { at });
}
