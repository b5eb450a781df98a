import { handler as acceptReport } from "../../functions/accept-report/handler.ts";
import { handler as bindSitting } from "../../functions/bind-sitting/handler.ts";
import { handler as closeAppointment } from "../../functions/close-appointment/handler.ts";
import { handler as endHold } from "../../functions/end-hold/handler.ts";
import { handler as grantSitting } from "../../functions/grant-sitting/handler.ts";
import * as bindings from "../../shared/contract/certificate/binding-operations.ts";
import * as appointments from "../../shared/contract/exam/appointment-operations.ts";
import * as decisions from "../../shared/contract/exam/registration-decisions.ts";
import * as reports from "../../shared/contract/exam/report-operations.ts";
import * as results from "../../shared/contract/exam/result-operations.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import { day, later, runSchedule } from "../steps/schedule-runs.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import { type Claims, defaultTime, invoke } from "../support/invoke.ts";

/** More waiting reports than one call settles. The next call takes the rest. */
const crowd = 27;

const second = 1_000;
const reason = "Bench";
const staff = { as: given.staff, at: later(defaultTime, 3 * second) };

/** Reports that arrive before the thing that they name. The call that creates or next touches it settles them (R17). */
export async function waitingTour(): Promise<void> {
  await closedWhileSome(await bookedBeforeSome());
  await bookedBeforeSome();
  await runSchedule(later(defaultTime, 3 * second));
  await heldBeforeItsCorrections();
  await grantedWhileSome();
  await boundAfterItsResultFell();
  await acceptedBeforeItsCorrection();
}

const report = (provider: string, type: string, data: object, at = defaultTime, occurredAt = at, status = 200) =>
  given.report(provider, type, data, { at, occurredAt }).then((answer) => given.must([status], answer));

const waits = (provider: string, type: string, data: object, at = defaultTime, occurredAt = at) =>
  report(provider, type, data, at, occurredAt, 202);

/**
 * Books with a member's exam code after too many results of its number came. The last result is a pass, for which a
 * binding waits.
 */
async function bookedBeforeSome(): Promise<string> {
  const { ana, partner, certificationId } = await bindingGiven.sat();
  const examCode = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const [confirmationNumber, named] = [given.someNumber(), bindingGiven.pair()];
  const sat = { outcome: "pass", takenAt: defaultTime, confirmationNumber, delivery: "test-center" };
  for (let each = 1; each < crowd; each += 1)
    await waits("pearson-vue", "result.reported", { ...sat, exam: "lab", resultId: `R-${confirmationNumber}-${each}` });
  const passed = { ...sat, exam: "written", resultId: `R-${confirmationNumber}` };
  await waits("pearson-vue", "result.reported", passed, later(defaultTime, second));
  const { eligibilityCode: _, ...placed } = given.placed("", { confirmationNumber, examCode, ...named });
  await report("pearson-vue", "appointment.booked", placed, later(defaultTime, 2 * second), later(defaultTime, -day));
  await binds(ana, { certificationId, ...named });
  return confirmationNumber;
}

async function binds(as: Claims, body: object): Promise<void> {
  given.must([202], await invoke(bindSitting, bindings.bindSitting, { body, as, at: staff.at }));
}

async function closedWhileSome(confirmationNumber: string): Promise<void> {
  const asked = { params: { confirmationNumber }, body: { reason }, ...staff };
  given.must([200], await invoke(closeAppointment, appointments.closeAppointment, asked));
}

/** Corrections with a future time, which do not count, before their result. */
async function correctedAhead(provider: string, corrects: string): Promise<void> {
  const ahead = later(defaultTime, 30 * day);
  for (let each = 0; each < crowd; each += 1) {
    const correction = { resultId: `${corrects}-${each}`, corrects, outcome: "pass", reason };
    await waits(provider, "result.corrected", correction, defaultTime, ahead);
  }
}

/** A held result of an exam code. When staff end the hold, some of its corrections and a binding still wait. */
async function heldBeforeItsCorrections(): Promise<void> {
  const { ana, certificationId, named, data } = await bindingGiven.sat();
  await correctedAhead("pearson-vue", data.resultId);
  given.must([200], await bindingGiven.sendResult({ ...data, outcome: "held" }));
  await binds(ana, { certificationId, ...named });
  const asked = { params: { resultId: data.resultId }, body: { outcome: "pass", reason }, ...staff };
  given.must([200], await invoke(endHold, results.endHold, asked));
}

/** A result beyond the last sitting. When staff grant one more, some of its corrections still wait. */
async function grantedWhileSome(): Promise<void> {
  const open = await given.registration("acp", given.someone());
  const missed = given.placed(open.eligibilityCode, { startsAt: defaultTime });
  await report("prometric", "appointment.booked", missed);
  await report("prometric", "appointment.no-show", { confirmationNumber: missed.confirmationNumber });
  const beyond = given.placed(open.eligibilityCode);
  const { confirmationNumber } = beyond;
  await report("prometric", "appointment.booked", beyond, later(defaultTime, second));
  const resultId = `R-${confirmationNumber}`;
  await correctedAhead("prometric", resultId);
  const result = { resultId, exam: "written", outcome: "fail", takenAt: defaultTime, confirmationNumber };
  await report("prometric", "result.reported", result, later(defaultTime, 2 * second));
  const asked = { params: { registrationId: open.registrationId }, body: { exam: "written", reason }, ...staff };
  given.must([200], await invoke(grantSitting, decisions.grantSitting, asked));
}

/** A sitting whose result stops counting while a binding waits, because an earlier sitting used its code. */
async function boundAfterItsResultFell(): Promise<void> {
  const { ana, certificationId, named, code, data } = await bindingGiven.sat({ outcome: "fail" });
  await binds(ana, { certificationId, ...named });
  await report("pearson-vue", "result.reported", data);
  const before = bindingGiven.resultData(code, bindingGiven.pair(), { takenAt: later(bindingGiven.takenAt, -day) });
  await report("pearson-vue", "result.reported", before, defaultTime, later(defaultTime, -day));
  await binds(ana, { certificationId, ...named });
}

/** A result with an unknown code, until staff name the right one. Its correction waits. */
async function acceptedBeforeItsCorrection(): Promise<void> {
  const { code, data } = await bindingGiven.sat();
  const unknown = { ...data, examCode: drawCode("EXC", () => crypto.getRandomValues(new Uint8Array(10))) };
  await waits("pearson-vue", "result.reported", unknown);
  const correction = { resultId: `${data.resultId}-c`, corrects: data.resultId, outcome: "pass", reason };
  await waits("pearson-vue", "result.corrected", correction, later(defaultTime, 2 * day));
  const at = later(defaultTime, 4 * day);
  await runSchedule(at);
  const reportId = reportIdFor("pearson-vue", { type: "result.reported", occurredAt: defaultTime, data: unknown });
  const asked = { params: { reportId }, body: { reason, entitlement: { examCode: code } }, as: given.staff, at };
  given.must([200], await invoke(acceptReport, reports.acceptReport, asked));
}
