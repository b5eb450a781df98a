import { expect, test } from "vitest";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, eventTypes, field } from "../calls.ts";

const moment = (seconds: number) => `2026-11-22T09:30:${String(seconds).padStart(2, "0")}.000Z`;

const look = async (confirmationNumber: string, as: Claims) =>
  (await call(getAppointment, { params: { confirmationNumber }, as })).body;

/** A booking and a number of reschedules, each under a new number. */
async function chain(as: Claims, reschedules: number) {
  const open = await given.registration("acp", as);
  const numbers = Array.from({ length: reschedules + 1 }, () => given.someNumber());
  for (const [at, confirmationNumber] of numbers.entries()) {
    const previous = at === 0 ? {} : { previousConfirmationNumber: numbers[at - 1] };
    const data = given.placed(open.eligibilityCode, { confirmationNumber, ...previous });
    const type = at === 0 ? "appointment.booked" : "appointment.rescheduled";
    given.must([200], await given.report("prometric", type, data, { occurredAt: moment(at) }));
  }
  return { ...open, numbers };
}

test("an appointment shows what was booked, and no successor as long as its number is valid", async () => {
  const ana = given.someone();
  const { numbers, registrationId } = await chain(ana, 0);

  expect(await look(numbers[0] ?? "", ana)).toEqual({
    confirmationNumber: numbers[0],
    status: "booked",
    exam: "written",
    registrationId,
    startsAt: "2026-12-01T10:00:00.000Z",
    testCenter: { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" },
  });
});

test("after three reschedules each old number names its successor and the one that is valid", async () => {
  const ana = given.someone();
  const { numbers } = await chain(ana, 3);
  const [first, second, third, valid] = numbers;

  const seen = await Promise.all(numbers.map((number) => look(number, ana)));

  expect(seen).toMatchObject([
    { confirmationNumber: first, status: "rescheduled", supersededBy: second, validConfirmationNumber: valid },
    { confirmationNumber: second, status: "rescheduled", supersededBy: third, validConfirmationNumber: valid },
    { confirmationNumber: third, status: "rescheduled", supersededBy: valid, validConfirmationNumber: valid },
    { confirmationNumber: valid, status: "booked" },
  ]);
  expect(seen[3]).not.toHaveProperty("supersededBy");
});

test("a cancellation of a number that was rescheduled away leaves the valid appointment booked", async () => {
  const ana = given.someone();
  const { numbers } = await chain(ana, 1);
  const [first = "", second = ""] = numbers;

  await given.report("prometric", "appointment.cancelled", { confirmationNumber: first }, { occurredAt: moment(9) });

  expect(await look(second, ana)).toMatchObject({ status: "booked" });
});

test("a cancellation under a new number leaves a chain that ends in it, and gives the sitting back", async () => {
  const ana = given.someone();
  const { numbers, registrationId } = await chain(ana, 1);
  const [first = "", second = ""] = numbers;
  const confirmationNumber = given.someNumber();

  const answer = await given.report(
    "prometric",
    "appointment.cancelled",
    { confirmationNumber, previousConfirmationNumber: second },
    { occurredAt: moment(9) },
  );

  expect(answer.body).toEqual({ status: "applied" });
  expect(await look(first, ana)).toMatchObject({ supersededBy: second, validConfirmationNumber: confirmationNumber });
  expect(await look(second, ana)).toMatchObject({ supersededBy: confirmationNumber });
  expect(await look(confirmationNumber, ana)).toMatchObject({ status: "cancelled" });
  const registration = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(field(registration, "exams")).toEqual([{ exam: "written", status: "to-book" }]);
});

test("a result that names an old number ends the sitting of the valid one", async () => {
  const ana = given.someone();
  const { numbers, registrationId } = await chain(ana, 2);
  const [first = "", , valid = ""] = numbers;
  const takenAt = moment(9);
  const result = { resultId: `R-${first}`, exam: "written", outcome: "pass", takenAt, confirmationNumber: first };

  const answer = await given.report("prometric", "result.reported", result, { occurredAt: takenAt });

  expect(answer.body).toEqual({ status: "applied" });
  expect(await look(valid, ana)).toMatchObject({ status: "completed" });
  expect(await eventTypes("registration", registrationId)).toEqual([
    "registration.opened",
    "appointment.booked",
    "appointment.rescheduled",
    "appointment.rescheduled",
    "result.accepted",
  ]);
});

test("a no-show uses the sitting up, and an excused one gives it back", async () => {
  const ends = await Promise.all(
    [false, true].map(async (excused) => {
      const ana = given.someone();
      const { numbers, registrationId } = await chain(ana, 0);
      const data = { confirmationNumber: numbers[0], excused };
      await given.report("prometric", "appointment.no-show", data, { occurredAt: moment(9) });
      const registration = await call(getRegistration, { params: { registrationId }, as: ana });
      return [field(registration, "status"), field(registration, "exams")];
    }),
  );

  expect(ends).toEqual([
    ["failed", [{ exam: "written", status: "no-show" }]],
    ["open", [{ exam: "written", status: "to-book" }]],
  ]);
});

test("reports that arrive in another order lead to the same states", async () => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("acp", ana);
  const [first, second] = [given.someNumber(), given.someNumber()];
  const booking = given.placed(eligibilityCode, { confirmationNumber: first });
  const change = given.placed(eligibilityCode, { confirmationNumber: second, previousConfirmationNumber: first });

  await given.report("prometric", "appointment.rescheduled", change, { occurredAt: moment(2) });
  await given.report("prometric", "appointment.booked", booking, { occurredAt: moment(1) });

  expect(await look(first, ana)).toMatchObject({ status: "rescheduled", supersededBy: second });
  expect(await look(second, ana)).toMatchObject({ status: "booked" });
  const registration = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(field(registration, "exams")).toEqual([{ exam: "written", status: "booked" }]);
});
