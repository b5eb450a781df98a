import { beforeEach, expect, test } from "vitest";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, eventsOf, eventTypes, field } from "../calls.ts";
import { freshTable, later, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const openedAt = "2026-11-22T09:30:00.000Z";
const end = "2027-11-22T09:30:00.000Z";
const startsAt = "2026-12-01T10:00:00.000Z";
const overdueAt = "2026-12-04T10:00:00.000Z";

beforeEach(freshTable);

async function booked(data: object = {}) {
  const ana = given.someone();
  const open = await given.registration("acp", ana, openedAt);
  const booking = given.placed(open.eligibilityCode, { startsAt, ...data });
  given.must([200], await given.report("prometric", "appointment.booked", booking, { at: openedAt }));
  const { confirmationNumber } = booking;
  const result = (at: string, outcome = "pass") => {
    const takenAt = booking.startsAt;
    const facts = { resultId: `R-${confirmationNumber}`, exam: "written", outcome, takenAt, confirmationNumber };
    return given.report("prometric", "result.reported", facts, { at });
  };
  return { ana, ...open, booking, result };
}

const overdue = async (registrationId: string) =>
  (await eventsOf("registration", registrationId)).filter(({ type }) => type === "result.overdue");

const status = async (registrationId: string, as: Claims, at: string) =>
  field(await call(getRegistration, { params: { registrationId }, as, at }), "status");

test("a result is overdue 3 days after its sitting began, not a millisecond sooner, and that is announced once", async () => {
  const { registrationId, booking } = await booked();

  const before = await runSchedule(later(overdueAt, -1));
  expect(await overdue(registrationId)).toEqual([]);
  await overlappingRuns(2, overdueAt);
  await runSchedule(later(overdueAt, 1));

  expect(before.nextDueAt).toBe(overdueAt);
  const { confirmationNumber } = booking;
  expect(await overdue(registrationId)).toMatchObject([
    { at: overdueAt, data: { confirmationNumber, exam: "written", startsAt } },
  ]);
});

test("a result that came in time is never overdue", async () => {
  const { registrationId, result } = await booked();
  given.must([200], await result(later(overdueAt, -1)));

  await runSchedule(overdueAt);
  await runSchedule(end);

  expect(await overdue(registrationId)).toEqual([]);
});

test("the result of a sitting that was moved is overdue 3 days after the new one alone", async () => {
  const { registrationId, booking, eligibilityCode } = await booked();
  const previousConfirmationNumber = booking.confirmationNumber;
  const moved = given.placed(eligibilityCode, { startsAt: "2026-12-10T10:00:00.000Z", previousConfirmationNumber });
  const at = "2026-11-25T09:30:00.000Z";
  given.must([200], await given.report("prometric", "appointment.rescheduled", moved, { at }));

  await runSchedule(overdueAt);
  expect(await overdue(registrationId)).toEqual([]);
  await runSchedule("2026-12-13T10:00:00.000Z");

  expect(await overdue(registrationId)).toMatchObject([{ data: { confirmationNumber: moved.confirmationNumber } }]);
});

test("a registration with a sitting before its end does not expire before that sitting's result (R11)", async () => {
  const { ana, registrationId, result } = await booked({ startsAt: "2027-11-22T09:29:59.999Z" });

  await runSchedule(end);
  await runSchedule("2027-12-22T09:30:00.000Z");

  expect(await status(registrationId, ana, "2027-12-22T09:30:00.000Z")).toBe("open");
  expect(await eventTypes("registration", registrationId)).toEqual([
    "registration.opened",
    "appointment.booked",
    "registration.ending",
    "registration.ending",
    "result.overdue",
  ]);
  await result("2027-12-23T09:30:00.000Z");
  expect(await status(registrationId, ana, "2027-12-23T09:30:00.000Z")).toBe("passed");
});

test("a registration whose last sitting was cancelled after its end expires with the next run", async () => {
  const { ana, registrationId, booking } = await booked({ startsAt: "2027-11-22T09:29:59.999Z" });
  await runSchedule(end);
  const { confirmationNumber } = booking;
  const at = "2027-11-23T09:30:00.000Z";
  await given.report("prometric", "appointment.cancelled", { confirmationNumber }, { at, occurredAt: end });

  const { nextDueAt } = await runSchedule(at);

  expect(await status(registrationId, ana, at)).toBe("expired");
  expect((await eventTypes("registration", registrationId)).at(-1)).toBe("registration.expired");
  expect(nextDueAt).toBeUndefined();
});
