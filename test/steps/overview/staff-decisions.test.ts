import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { closeAppointment, getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { closeRegistration, grantSitting } from "../../../shared/contract/exam/registration-decisions.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { closeReport } from "../../../shared/contract/exam/report-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, callSigned, eventTypes, field, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { type Sendable, sendable } from "../exam/kept-reports.ts";

const at = "2026-12-20T09:30:00.000Z";
const day = (of: number) => `2026-12-${String(of).padStart(2, "0")}T10:00:00.000Z`;
const reason = "The centre has closed down";

async function registered(level = "acp", as: Claims = given.someone()) {
  const open = await given.registration(level, as);
  const number = given.someNumber();
  const place = { confirmationNumber: number, startsAt: day(5) };
  const result = (on: number, outcome: string, data: object = {}) => {
    const sat = { resultId: randomUUID(), exam: "written", outcome, takenAt: day(on), confirmationNumber: number };
    return sendable("result.reported", { ...sat, ...data }, day(on));
  };
  return {
    ...open,
    as,
    number,
    result,
    booked: (on: number, data: object = {}) =>
      sendable("appointment.booked", given.placed(open.eligibilityCode, { ...place, ...data }), day(on)),
    noShow: (on: number) => sendable("appointment.no-show", { confirmationNumber: number }, day(on)),
    look: async () => {
      const params = { registrationId: open.registrationId };
      const { body } = given.must([200], await call(getRegistration, { params, as, at }));
      return body;
    },
  };
}

async function told(...reports: readonly Sendable[]): Promise<void> {
  for (const each of reports) given.must([200, 202], await each.send(at));
}

const closing = (registrationId: string) =>
  call(closeRegistration, { params: { registrationId }, body: { reason }, as: given.staff, at });
const granting = (registrationId: string, exam = "written", when = at) =>
  call(grantSitting, { params: { registrationId }, body: { exam, reason }, as: given.staff, at: when });
const ending = (confirmationNumber: string, said: object = {}, when = at) =>
  call(closeAppointment, { params: { confirmationNumber }, body: { reason, ...said }, as: given.staff, at: when });

describe("closing a registration", () => {
  test("closes its appointment, tells the candidate, books nothing more, and lets the candidate register again", async () => {
    const { registrationId, certificationId, eligibilityCode, booked, number, as, look } = await registered();
    await told(booked(1));

    const closed = await closing(registrationId);

    expect([closed.status, field(closed, "status")]).toEqual([200, "closed"]);
    expect(await look()).toMatchObject({
      status: "closed",
      appointments: [{ confirmationNumber: number, status: "closed" }],
    });
    expect((await causedMails("registration", registrationId)).at(-1)).toMatchObject({
      subject: "Your registration was closed: A title",
      text: expect.stringContaining(reason),
    });
    const asked = { params: { provider: "prometric", code: eligibilityCode }, query: { exam: "written" }, at };
    const look2 = await callSigned(checkEligibility, "prometric", asked);
    expect(look2.body).toMatchObject({ eligible: false, reason: "registration-closed" });
    const code = await given.authorizationCode(certificationId, as, at);
    given.must([201], await given.registering(code, certificationId, as, { at }));
    expect(await eventTypes("registration", registrationId)).toEqual([
      // The new registration succeeds it.
      "registration.opened",
      "appointment.booked",
      "registration.closed",
      "registration.opened",
    ]);
  });

  test("is refused once it is closed, and one that does not exist is not found", async () => {
    const { registrationId } = await registered();
    await closing(registrationId);

    expect(refusal(await closing(registrationId))).toEqual([409, "registration-not-open"]);
    expect(refusal(await closing("reg_unknown"))).toEqual([404, "registration-not-found"]);
    expect(refusal(await granting(registrationId))).toEqual([409, "registration-not-open"]);
  });

  test("does not change that a number of another registration is the first reason to park a booking", async () => {
    const [one, other] = [await registered(), await registered()];
    await told(one.booked(1));
    await closing(other.registrationId);

    expect((await other.booked(7, { confirmationNumber: one.number }).send(at)).body).toEqual({
      status: "parked",
      reason: "confirmation-number-of-another-entitlement",
    });
  });

  test("parks what the centre still reports of it", async () => {
    const { registrationId, booked, result } = await registered();
    await told(booked(1));
    await closing(registrationId);

    expect((await result(6, "pass").send(at)).body).toEqual({ status: "parked", reason: "ended-by-staff" });
    expect((await booked(7, { confirmationNumber: given.someNumber() }).send(at)).body).toEqual({
      status: "parked",
      reason: "ended-by-staff",
    });
  });
});

describe("one more sitting", () => {
  test("opens a failed registration again, and what was parked for want of a sitting counts", async () => {
    const { registrationId, booked, result, look } = await registered();
    const second = given.someNumber();
    const again = booked(7, { confirmationNumber: second });
    await told(booked(1), result(5, "fail"), again);
    expect([await look(), await again.status(at)]).toMatchObject([{ status: "failed" }, "parked"]);

    const granted = await granting(registrationId);

    expect(granted.body).toMatchObject({ status: "open", exams: [{ exam: "written", status: "awaiting-result" }] });
    expect(await again.status(at)).toBe("applied");
    await told(result(8, "pass", { confirmationNumber: second }));
    expect(await look()).toMatchObject({ status: "passed" });
    const subjects = (await causedMails("registration", registrationId)).map(({ subject }) => subject);
    expect(subjects).toContain("You may sit the exam once more: A title");
  });

  test("makes a booking count that was parked for want of a sitting; its report stays closed where staff have closed it", async () => {
    const { registrationId, booked, result } = await registered();
    const again = booked(7, { confirmationNumber: given.someNumber() });
    await told(booked(1), result(5, "fail"), again);
    const closed = { params: { reportId: again.reportId }, body: { reason }, as: given.staff, at };
    given.must([200], await call(closeReport, closed));

    given.must([200], await granting(registrationId));

    expect(await again.status(at)).toBe("closed");
  });

  test("is given for no passed exam, no other one, not beside another registration, and not after the end", async () => {
    const passed = await registered("ace");
    await told(passed.booked(1), passed.result(5, "pass"));
    const failed = await registered();
    await told(failed.booked(1), failed.result(5, "fail"));
    const code = await given.authorizationCode(failed.certificationId, failed.as, at);
    given.must([201], await given.registering(code, failed.certificationId, failed.as, { at }));
    const open = await registered();
    const end = "2027-11-22T09:30:00.000Z";

    expect(refusal(await granting(passed.registrationId))).toEqual([409, "exam-already-passed"]);
    expect(refusal(await granting(open.registrationId, "lab"))).toEqual([409, "exam-not-of-registration"]);
    expect(refusal(await granting(failed.registrationId))).toEqual([409, "registration-already-open"]);
    expect(refusal(await granting(open.registrationId, "written", end))).toEqual([409, "registration-not-open"]);
    expect((await granting(open.registrationId, "written", "2027-11-22T09:29:59.999Z")).status).toBe(200);
  });
});

describe("closing an appointment", () => {
  test("gives the sitting back, so that the exam can be booked again, and tells the candidate", async () => {
    const { registrationId, number, booked, look, as } = await registered();
    await told(booked(1));

    const closed = await ending(number);

    expect(closed.body).toMatchObject({ confirmationNumber: number, status: "closed", registrationId });
    expect(await look()).toMatchObject({ status: "open", exams: [{ status: "to-book" }] });
    const shown = await call(getAppointment, { params: { confirmationNumber: number }, as, at });
    expect(field(shown, "status")).toBe("closed");
    expect((await causedMails("registration", registrationId)).at(-1)?.text).toContain("was given back to you");
    expect(refusal(await ending(number))).toEqual([409, "appointment-not-open"]);
    expect(refusal(await ending(given.someNumber()))).toEqual([404, "appointment-not-found"]);
  });

  test.each([
    ["before it, reported later: the exam is booked", 7],
    ["after it: the exam is booked", 21],
  ])("and a booking that was made %s", async (_, on) => {
    const { number, booked, look } = await registered();
    await told(booked(1));
    given.must([200], await ending(number));

    const again = booked(on, { confirmationNumber: given.someNumber(), startsAt: "2027-01-10T10:00:00.000Z" });
    given.must([200], await again.send(day(22)));

    expect(await look()).toMatchObject({ exams: [{ status: "booked" }] });
  });

  test("uses the sitting up where staff say so", async () => {
    const { number, booked, look } = await registered();
    await told(booked(1));

    given.must([200], await ending(number, { sitting: "used-up" }));

    expect(await look()).toMatchObject({ status: "failed", exams: [{ status: "no-show" }] });
  });

  test("closes the valid one by an old number", async () => {
    const { number, booked, look, eligibilityCode } = await registered();
    const [next, startsAt] = [given.someNumber(), day(6)];
    const moved = given.placed(eligibilityCode, {
      confirmationNumber: next,
      startsAt,
      previousConfirmationNumber: number,
    });
    await told(booked(1), sendable("appointment.rescheduled", moved, day(2)));

    expect((await ending(number)).body).toMatchObject({ confirmationNumber: next, status: "closed" });
    expect(await look()).toMatchObject({ exams: [{ status: "to-book" }] });
  });

  test.each(["before it", "after it"])("a result that comes later counts, sat %s", async (when) => {
    const { number, booked, result, look } = await registered();
    await told(booked(1));
    given.must([200], await ending(number, { sitting: "used-up" }));
    const pass = when === "before it" ? result(6, "pass") : result(21, "pass");

    given.must([200], await pass.send(day(22)));

    expect([await pass.status(day(22)), await look()]).toMatchObject(["applied", { status: "passed" }]);
  });

  test("takes a no-show of before back, and a cancellation of before makes it say nothing", async () => {
    const missed = await registered();
    await told(missed.booked(1));
    given.must([200], await ending(missed.number));
    await told(missed.noShow(6));
    const cancelled = await registered();
    await told(cancelled.booked(1));
    given.must([200], await ending(cancelled.number, { sitting: "used-up" }));
    await told(sendable("appointment.cancelled", { confirmationNumber: cancelled.number }, day(2)));

    expect(await missed.look()).toMatchObject({ exams: [{ status: "to-book" }] });
    expect(await cancelled.look()).toMatchObject({
      exams: [{ status: "to-book" }],
      appointments: [{ status: "cancelled" }],
    });
  });
});
