import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { later, minute } from "../schedule-runs.ts";
import { received, type Sendable, sendable } from "./kept-reports.ts";

export async function sent(report: Sendable, at: string): Promise<Sendable> {
  given.must([200, 202], await report.send(at));
  return report;
}

/** A registration with a booked exam, which begins an hour later. */
export async function booked(at = received) {
  const ana = given.someone();
  const open = await given.registration("acp", ana, at, { givenName: "Ana", familyName: "Sá" });
  const number = given.someNumber();
  const place = given.placed(open.eligibilityCode, { confirmationNumber: number, startsAt: later(at, 60 * minute) });
  await sent(sendable("appointment.booked", place, at), at);
  const result = (outcome: string, data: object = {}) =>
    sendable("result.reported", {
      resultId: `R-${number}`,
      exam: "written",
      outcome,
      takenAt: at,
      confirmationNumber: number,
      ...data,
    });
  return { ...open, ana, number, result };
}

/** A held result of each kind of entitlement. */
export async function heldOf(of: string): Promise<Sendable> {
  if (of === "a registration") return (await booked()).result("held");
  const ids = bindingGiven.pair();
  const sat = { resultId: `R-${ids.registrationId}`, outcome: "held", takenAt: received, delivery: "online", ...ids };
  if (of === "an exam code") {
    const code = await bindingGiven.examCode(await bindingGiven.partner(), await given.certification("acp"));
    return sendable("result.reported", { ...sat, exam: "written", examCode: code }, received, "pearson-vue");
  }
  const seriesCode = `S${ids.registrationId.slice(3, 11)}`.toUpperCase();
  await given.certification("acp", { exams: [{ exam: "written", seriesCode }] });
  return sendable("result.reported", { ...sat, seriesCode }, received, "pearson-vue");
}
