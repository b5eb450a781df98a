import { randomUUID } from "node:crypto";
import { closeAppointment } from "../../shared/contract/exam/appointment-operations.ts";
import { closeRegistration } from "../../shared/contract/exam/registration-decisions.ts";
import { acceptReport } from "../../shared/contract/exam/report-operations.ts";
import type { ParkedReason } from "../../shared/domain/exam/parked-reason.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import type { Claims, Response } from "../support/invoke.ts";
import { call } from "./calls.ts";
import { type Sendable, sendable } from "./exam/kept-reports.ts";

export const at = "2026-12-20T09:30:00.000Z";
export const day = (of: number) => `2026-12-${String(of).padStart(2, "0")}T10:00:00.000Z`;

export const reason = "Confirmed by telephone";
export const accepting = (reportId: string, said: object = {}, when = at) =>
  call(acceptReport, { params: { reportId }, body: { reason, ...said }, as: given.staff, at: when });

export type Scene = {
  readonly report: Sendable;
  /** Staff's request body. */
  readonly said?: object;
  /** A precondition. */
  readonly before?: () => Promise<Response>;
  /** Staff cannot accept it: they close it. */
  readonly isClosed?: true;
  /** A later number or change that would park it. */
  readonly later?: readonly Sendable[];
};

export async function registered(level = "acp", as: Claims = given.someone()) {
  const open = await given.registration(level, as);
  const number = given.someNumber();
  const booked = (on: number, data: object = {}) =>
    sendable(
      "appointment.booked",
      given.placed(open.eligibilityCode, { confirmationNumber: number, startsAt: day(on + 1), ...data }),
      day(on),
    );
  const result = (on: number, outcome: string, data: object = {}) => {
    const sat = { resultId: randomUUID(), exam: "written", outcome, takenAt: day(on) };
    return sendable("result.reported", { ...sat, confirmationNumber: number, ...data }, day(on));
  };
  return { ...open, number, booked, result, named: { eligibilityCode: open.eligibilityCode } };
}

/** Sends the reports before it. Each must be accepted. */
export async function told(...reports: readonly Sendable[]): Promise<void> {
  for (const each of reports) given.must([200, 202], await each.send(at));
}

/** For each reason: a report that is parked with it. */
export const parkedScenes: Readonly<Record<ParkedReason, () => Promise<Scene>>> = {
  "exam-differs": async () => {
    const { booked, result } = await registered("ace");
    await told(booked(1));
    return {
      report: result(2, "pass", { exam: "lab" }),
      later: [booked(1, { confirmationNumber: given.someNumber() })],
    };
  },
  "booked-by-another-candidate": async () => {
    const of = await bindingGiven.partner();
    const code = await bindingGiven.examCode(of, await given.certification("acp"));
    const booking = (on: number) => {
      const ids = bindingGiven.pair();
      const data = { ...ids, confirmationNumber: ids.registrationId, examCode: code, exam: "written" };
      const place = { startsAt: day(19), testCenter: given.testCenter };
      return sendable("appointment.booked", { ...data, ...place }, day(on), "pearson-vue");
    };
    await told(booking(2));
    return { report: booking(3), later: [booking(1)] };
  },
  "no-sitting-left": async () => {
    const { booked, result } = await registered();
    await told(booked(1), result(2, "fail"));
    const number = given.someNumber();
    return { report: booked(3, { confirmationNumber: number }), later: [] };
  },
  "appointment-does-not-count": async () => {
    const { booked, result } = await registered();
    const number = given.someNumber();
    await told(booked(1), result(2, "fail"), booked(3, { confirmationNumber: number }));
    return { report: result(4, "pass", { confirmationNumber: number }) };
  },
  "sitting-has-its-result": async () => {
    const { booked, result } = await registered();
    await told(booked(1), result(2, "fail"));
    return { report: result(3, "pass"), later: [result(2, "fail")] };
  },
  "result-without-booking": async () => {
    const { result, named } = await registered();
    const report = result(3, "pass", { ...named, confirmationNumber: undefined });
    return { report };
  },
  "after-end": async () => {
    const { booked, result } = await registered();
    const late = "2027-11-22T09:30:00.000Z";
    await told(booked(1, { startsAt: late }));
    return { report: result(4, "pass") };
  },
  "corrected-result-does-not-count": async () => {
    const { result, named } = await registered();
    const corrects = randomUUID();
    const parked = result(3, "fail", { ...named, confirmationNumber: undefined, resultId: corrects });
    await told(parked);
    const { reportId } = parked;
    const correction = { resultId: randomUUID(), corrects, outcome: "pass", reason: "Re-scored" };
    return {
      report: sendable("result.corrected", correction, day(5)),
      before: () => accepting(reportId),
    };
  },
  "exam-not-in-registration": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { exam: "lab" }), said: { exam: "written" } };
  },
  "provider-does-not-hold-exam": async () => {
    const { named } = await registered();
    const sat = { resultId: randomUUID(), exam: "written", outcome: "pass", takenAt: day(3) };
    return { report: sendable("result.reported", { ...sat, ...named }, day(3), "academy") };
  },
  "instant-in-the-future": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { takenAt: "2027-03-01T00:00:00.000Z" }) };
  },
  "before-entitlement": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { takenAt: "2026-11-01T00:00:00.000Z" }) };
  },
  "score-impossible": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { score: 101, maximumScore: 100 }) };
  },
  "ended-by-staff": async () => {
    const { booked, result, registrationId } = await registered();
    await told(booked(1));
    const params = { registrationId };
    given.must([200], await call(closeRegistration, { params, body: { reason }, as: given.staff, at: day(9) }));
    return { report: result(2, "pass") };
  },
  "confirmation-number-of-another-entitlement": async () => {
    const [one, other] = [await registered(), await registered()];
    await told(one.booked(1));
    const params = { confirmationNumber: one.number };
    return {
      report: other.booked(2, { confirmationNumber: one.number }),
      before: () => call(closeAppointment, { params, body: { reason }, as: given.staff, at }),
    };
  },
  "result-id-of-another-result": async () => {
    const [one, other] = [await registered(), await registered()];
    const resultId = randomUUID();
    await told(one.booked(1), one.result(2, "pass", { resultId }), other.booked(1));
    return { report: other.result(2, "pass", { resultId }), isClosed: true };
  },
  "too-many-reports": async () => {
    const { booked, result, named } = await registered();
    const results = Array.from({ length: 100 }, () => result(2, "pass", { ...named, confirmationNumber: undefined }));
    await told(...results);
    return { report: booked(1) };
  },
  "not-matched-in-time": async () => {
    const { eligibilityCode } = await registered();
    const unknown = "ACTC-0000-0000-0000-0000-0";
    const booking = given.placed(unknown, { startsAt: day(3) });
    return { report: sendable("appointment.booked", booking, day(1)), said: { entitlement: { eligibilityCode } } };
  },
  "unknown-type": async () => ({
    report: sendable("appointment.archived", { id: randomUUID() }, day(1)),
    isClosed: true,
  }),
};
