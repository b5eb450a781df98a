import { expect, test } from "vitest";
import { getAppointmentCalendar, listAppointments } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration, listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, field, pageOf, refusal } from "../calls.ts";

const minute = (minutes: number) => `2026-11-22T09:3${minutes}:00.000Z`;

async function listed(as: Claims, query: Record<string, string> = {}) {
  return pageOf(await call(listAppointments, { as, query })).data;
}

/** A booking that was moved once, with its old and its valid number. */
async function moved(as: Claims) {
  const open = await given.registration("acp", as);
  const [old, valid] = [given.someNumber(), given.someNumber()];
  const booked = given.placed(open.eligibilityCode, { confirmationNumber: old });
  await given.report("prometric", "appointment.booked", booked, { occurredAt: minute(0) });
  const again = { ...booked, confirmationNumber: valid, previousConfirmationNumber: old };
  const startsAt = "2026-12-05T10:00:00.000Z";
  await given.report("prometric", "appointment.rescheduled", { ...again, startsAt }, { occurredAt: minute(1) });
  return { ...open, old, valid };
}

test("the list shows each appointment once, under its valid number, with place, time, exam, series code and title", async () => {
  const ana = given.someone();
  const { valid, certificationId, registrationId } = await moved(ana);

  expect(await listed(ana)).toEqual([
    {
      confirmationNumber: valid,
      status: "booked",
      exam: "written",
      certificationId,
      registrationId,
      seriesCode: `${certificationId}-written`.toUpperCase(),
      title: "A title, written exam",
      startsAt: "2026-12-05T10:00:00.000Z",
      testCenter: given.testCenter,
    },
  ]);
});

test("numbers that are valid no more are listed where they are asked for, each with the valid one", async () => {
  const ana = given.someone();
  const { old, valid } = await moved(ana);

  const superseded = await listed(ana, { status: "rescheduled" });

  expect(superseded).toMatchObject([{ confirmationNumber: old, validConfirmationNumber: valid }]);
  expect(await listed(ana, { status: "cancelled" })).toEqual([]);
});

test("the list goes on page by page and can be narrowed to one certification", async () => {
  const ana = given.someone();
  const one = await moved(ana);
  const other = await moved(ana);

  const first = pageOf(await call(listAppointments, { as: ana, query: { limit: "1" } }));
  const cursor = first.nextCursor ?? "";
  const second = pageOf(await call(listAppointments, { as: ana, query: { limit: "1", cursor } }));

  const numbers = [...first.data, ...second.data].map(({ confirmationNumber }) => confirmationNumber);
  expect(numbers.sort()).toEqual([one.valid, other.valid].sort());
  expect(second.nextCursor).toBeUndefined();
  expect(await listed(ana, { certificationId: other.certificationId })).toMatchObject([
    { confirmationNumber: other.valid },
  ]);
});

test("a booking with an exam code is only in the list of the member who has the code", async () => {
  const { ana, code, named, certificationId } = await bindingGiven.sat();
  const confirmationNumber = named.registrationId;
  const startsAt = "2026-12-05T10:00:00.000Z";
  const data = { confirmationNumber, examCode: code, ...named, exam: "written", startsAt, delivery: "online" };
  given.must([200], await given.report("pearson-vue", "appointment.booked", data));

  expect(await listed(ana)).toMatchObject([
    { confirmationNumber, examCode: code, certificationId, delivery: "online", title: "Cloud Computing, written exam" },
  ]);
  expect(await listed(given.someone())).toEqual([]);
});

test("a registration shows its appointments, alone and in the list", async () => {
  const ana = given.someone();
  const { registrationId, valid } = await moved(ana);

  const alone = field(await call(getRegistration, { params: { registrationId }, as: ana }), "appointments");
  const [inList] = pageOf(await call(listRegistrations, { as: ana })).data;

  expect(alone).toMatchObject([{ confirmationNumber: valid, status: "booked", title: "A title, written exam" }]);
  expect(inList).toMatchObject({ title: "A title", appointments: alone });
});

test("the calendar file of an old number tells of the appointment as it is now", async () => {
  const ana = given.someone();
  const { old, valid } = await moved(ana);

  const file = await call(getAppointmentCalendar, { params: { confirmationNumber: old }, as: ana });

  expect(file.headers).toMatchObject({ "content-type": "text/calendar; charset=utf-8; method=PUBLISH" });
  const unfolded = String(file.body).replaceAll("\r\n ", "");
  expect(unfolded).toContain("DTSTART:20261205T100000Z");
  expect(unfolded).toContain(`Confirmation number: ${valid}`);
});

test("a file of a later moment takes the place of an earlier one: same entry, higher sequence", async () => {
  const ana = given.someone();
  const { valid: confirmationNumber } = await moved(ana);
  const fileAt = async (at: string) =>
    String((await call(getAppointmentCalendar, { params: { confirmationNumber }, as: ana, at })).body);
  const lineOf = (file: string, name: string) => file.split("\r\n").find((line) => line.startsWith(`${name}:`)) ?? "";

  const [earlier, later] = [await fileAt("2026-11-23T10:00:00.000Z"), await fileAt("2026-11-23T10:00:05.000Z")];

  const sequence = (file: string) => Number(lineOf(file, "SEQUENCE").slice("SEQUENCE:".length));
  expect(lineOf(later, "UID")).toBe(lineOf(earlier, "UID"));
  expect(sequence(later) - sequence(earlier)).toBe(5);
});

test("a stranger gets no calendar file, and staff get any", async () => {
  const { valid: confirmationNumber } = await moved(given.someone());
  const asking = (as: Claims) => call(getAppointmentCalendar, { params: { confirmationNumber }, as });

  expect(refusal(await asking(given.someone()))).toEqual([404, "appointment-not-found"]);
  expect((await asking(given.staff)).status).toBe(200);
});
