import { expect, test } from "vitest";
import { grantSitting } from "../../../shared/contract/exam/registration-decisions.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import { call, field } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { at, day, registered, told } from "../parked-scenes.ts";
import { sendable } from "./kept-reports.ts";
import { after, mailsOf } from "./result-mails.ts";

const to = "ana@example.org";
const ended = (type: "cancelled" | "no-show", number: string, on: number) =>
  sendable(`appointment.${type}`, { confirmationNumber: number }, day(on));

test("a pass that counts because of a late cancellation is told, and its certificate can be claimed (R14, R16, R19)", async () => {
  const { booked, result, number, registrationId } = await registered();
  const other = given.someNumber();
  const pass = result(6, "pass", { confirmationNumber: other });
  await told(booked(1), ended("no-show", number, 3), booked(5, { confirmationNumber: other }), pass);
  expect(await pass.status(at)).toBe("parked");

  const mails = await mailsOf(ended("cancelled", number, 4), "registration", registrationId);

  expect(await pass.status(after)).toBe("applied");
  expect(mails).toEqual([`${to}: Your result: passed`, `${to}: Claim your certificate`]);
});

test("a pass that counts because of a report that does not count itself is told, too (R14)", async () => {
  const { booked, result, number, registrationId } = await registered();
  const other = given.someNumber();
  const pass = result(6, "pass", { confirmationNumber: other });
  const again = booked(3, { confirmationNumber: other });
  await told(booked(1), ended("no-show", number, 2), again, result(4, "incomplete"), pass);
  const late = ended("cancelled", number, 5);

  const mails = await mailsOf(late, "registration", registrationId);

  expect([await pass.status(after), await late.status(after)]).toEqual(["applied", "parked"]);
  expect(mails.filter((each) => each.includes("esult"))).toEqual([`${to}: Your result was corrected: passed`]);
  expect(mails).toContain(`${to}: Claim your certificate`);
});

test("a pass that stops to count because of a late result: the e-mail tells what stands, and its certificate is revoked (R14, R16)", async () => {
  const { booked, result, number, registrationId } = await registered();
  const other = given.someNumber();
  const pass = result(6, "pass", { confirmationNumber: other });
  await told(booked(1), ended("cancelled", number, 4), booked(5, { confirmationNumber: other }), pass);

  const mails = await mailsOf(result(3, "fail"), "registration", registrationId);

  expect(await pass.status(after)).toBe("parked");
  expect(mails).toEqual([`${to}: Your result: not passed`, `${to}: Your certificate was revoked`]);
});

test("a booking under a known number that counts with a granted sitting is told (R13, R36)", async () => {
  const { booked, result, number, registrationId } = await registered();
  await told(booked(1), result(2, "fail"), booked(8, { startsAt: "2026-12-28T10:00:00.000Z" }));

  const params = { registrationId };
  const body = { exam: "written", reason: "Fire alarm" };
  given.must([200], await call(grantSitting, { params, body, as: given.staff, at: after }));

  const mails = await causedMails("registration", registrationId);
  expect(
    mails
      .slice(-2)
      .map(({ subject }) => subject.split(":")[0])
      .sort(),
  ).toEqual(["You may sit the exam once more", "Your exam is booked"]);
  expect(mails.find(({ subject }) => subject.startsWith("Your exam is booked"))?.text).toContain(number);
});

test("the same booking with another name is news, and the name is told (R19)", async () => {
  const { registrationId, eligibilityCode, number } = await registered();
  const named = (on: number, givenName: string, familyName: string) => {
    const who = { candidate: { givenName, familyName } };
    const placed = given.placed(eligibilityCode, { confirmationNumber: number, startsAt: day(9), ...who });
    return sendable("appointment.booked", placed, day(on));
  };
  await told(named(1, "Ana", "Sá"));
  const again = named(2, "Maria", "Lopes");

  expect(await mailsOf(again, "registration", registrationId)).toEqual([`${to}: The test centre has another name`]);

  const seen = await call(getRegistration, { params: { registrationId }, as: given.staff, at: after });
  expect(field(seen, "nameDiffers")).toMatchObject({ checked: "Maria Lopes" });
});
