import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as z from "zod";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getResult } from "../../../shared/contract/exam/result-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, eventTypes, field, pointers, refusal } from "../calls.ts";
import { sendable } from "./kept-reports.ts";

const takenAt = "2026-11-22T09:30:00.000Z";
const retryUntil = "2026-11-25T09:30:00.000Z";
const result = (data: object) => ({ resultId: randomUUID(), exam: "written", outcome: "pass", takenAt, ...data });

const examsOf = async (registrationId: string, as: Claims) =>
  field(await call(getRegistration, { params: { registrationId }, as }), "exams");

const unknownCode = drawCode("ACTC", () => crypto.getRandomValues(new Uint8Array(10)));
const unknownNumber = given.someNumber();
const pearson = { examCode: "EXC-1", candidateId: "CAND-1", registrationId: "PV-1", delivery: "online" };

test.each([
  ["appointment.booked", given.placed(unknownCode), { kind: "eligibility-code", id: unknownCode }],
  [
    "appointment.rescheduled",
    given.placed(unknownCode, { previousConfirmationNumber: unknownNumber }),
    { kind: "eligibility-code", id: unknownCode },
  ],
  ["appointment.cancelled", { confirmationNumber: unknownNumber }, { kind: "confirmation-number", id: unknownNumber }],
  ["appointment.no-show", { confirmationNumber: unknownNumber }, { kind: "confirmation-number", id: unknownNumber }],
  [
    "result.reported",
    result({ confirmationNumber: unknownNumber }),
    { kind: "confirmation-number", id: unknownNumber },
  ],
  ["result.reported", result({ registrationId: "reg_unknown" }), { kind: "registration", id: "reg_unknown" }],
  ["result.reported", result(pearson), { kind: "exam-code", id: "EXC-1" }],
  [
    "result.corrected",
    { resultId: "R-2", corrects: "R-1", outcome: "fail", reason: "Re-scored" },
    { kind: "result", id: "R-1" },
  ],
])(
  "a report (%s) that cannot be matched yet is kept for 3 days, and its repetition is a duplicate",
  async (type, data, waitsFor) => {
    const first = await given.report("prometric", type, data);
    const again = await given.report("prometric", type, data, {
      at: "2026-11-22T10:00:00.000Z",
      occurredAt: "2026-11-22T09:30:00.000Z",
    });

    expect([first.status, first.body]).toEqual([202, { status: "waiting", waitsFor, retryUntil }]);
    expect([again.status, again.body]).toEqual([200, { status: "duplicate" }]);
  },
);

test("another provider's confirmation number is unknown to a provider", async () => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("acp", ana);
  const booking = given.placed(eligibilityCode);
  await given.report("prometric", "appointment.booked", booking);
  const { confirmationNumber } = booking;

  const answer = await given.report("pearson-vue", "appointment.cancelled", { confirmationNumber });

  expect(answer.body).toMatchObject({ status: "waiting" });
  expect(await examsOf(registrationId, ana)).toEqual([{ exam: "written", status: "booked" }]);
});

type Open = { readonly eligibilityCode: string; readonly registrationId: string };

test.each([
  [
    "exam-not-in-registration",
    "prometric",
    "appointment.booked",
    (open: Open) => given.placed(open.eligibilityCode, { exam: "lab" }),
  ],
  ["provider-does-not-hold-exam", "academy", "appointment.booked", (open: Open) => given.placed(open.eligibilityCode)],
  [
    "provider-does-not-hold-exam",
    "pearson-vue",
    "result.reported",
    (open: Open) => result({ registrationId: open.registrationId }),
  ],
  [
    "instant-in-the-future",
    "prometric",
    "result.reported",
    (open: Open) => result({ eligibilityCode: open.eligibilityCode, takenAt: "2026-11-22T09:35:00.001Z" }),
  ],
])("a report that can never be applied is kept for staff with the reason %s", async (reason, provider, type, data) => {
  const ana = given.someone();
  const open = await given.registration("acp", ana);
  const report = data(open);

  const answer = await given.report(provider, type, report);
  const again = await given.report(provider, type, report);

  expect([answer.status, answer.body]).toEqual([200, { status: "parked", reason }]);
  expect(again.body).toEqual({ status: "duplicate" });
  expect(await examsOf(open.registrationId, ana)).toEqual([{ exam: "written", status: "to-book" }]);
  expect(await eventTypes("registration", open.registrationId)).toEqual(["registration.opened"]);
});

test.each([
  ["one millisecond before", "2027-11-22T09:29:59.999Z", "applied"],
  ["at", "2027-11-22T09:30:00.000Z", "parked"],
])("a sitting %s the eligibility code's end is booked; its result is %3$s", async (_, startsAt, status) => {
  const { eligibilityCode } = await given.registration("acp", given.someone());
  const booking = given.placed(eligibilityCode, { startsAt });
  const { confirmationNumber } = booking;

  const booked = await given.report("prometric", "appointment.booked", booking);
  const sat = result({ takenAt: startsAt, confirmationNumber });
  const answer = await given.report("prometric", "result.reported", sat, { at: startsAt });

  expect([booked.body, field(answer, "status")]).toEqual([{ status: "applied" }, status]);
  expect(field(answer, "reason")).toBe(status === "parked" ? "after-end" : undefined);
});

test("a result of another exam than the booked one is kept for staff", async () => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("ace", ana);
  const booking = given.placed(eligibilityCode);
  const { confirmationNumber } = booking;
  await given.report("prometric", "appointment.booked", booking);

  const answer = await given.report("prometric", "result.reported", result({ exam: "lab", confirmationNumber }));

  expect(answer.body).toEqual({ status: "parked", reason: "exam-differs" });
  expect(await examsOf(registrationId, ana)).toEqual([
    { exam: "written", status: "booked" },
    { exam: "lab", status: "locked" },
  ]);
});

test("a result id that the provider used for another result is kept for staff", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const [one, other] = [await given.registration("aca", ana), await given.registration("aca", ben)];
  const resultId = randomUUID();
  const online = (registrationId: string) => result({ resultId, exam: "online", registrationId });
  await given.report("academy", "result.reported", online(one.registrationId));

  const answer = await given.report("academy", "result.reported", online(other.registrationId));

  expect(answer.body).toEqual({ status: "parked", reason: "result-id-of-another-result" });
  expect(await given.certificates(ben)).toEqual([]);
});

test("a second academy result for a registration that has one is kept for staff, and nobody else sees it", async () => {
  const ana = given.someone();
  const { registrationId } = await given.registration("aca", ana);
  await given.report("academy", "result.reported", result({ exam: "online", outcome: "fail", registrationId }));

  const second = result({ exam: "online", registrationId });
  const answer = await given.report("academy", "result.reported", second, { at: "2026-11-22T10:00:00.000Z" });

  expect(answer.body).toEqual({ status: "parked", reason: "no-sitting-left" });
  expect(await given.certificates(ana)).toEqual([]);
  const look = { params: { resultId: second.resultId } };
  expect(refusal(await call(getResult, { ...look, as: ana }))).toEqual([404, "result-not-found"]);
  expect(field(await call(getResult, { ...look, as: given.staff }), "outcome")).toBe("pass");
});

test("a report of an unknown type is kept for staff, also an object of objects", async () => {
  const data = { was: { a: [1, null, true] }, id: randomUUID() };
  const report = sendable("appointment.archived", data, takenAt);

  const answer = await report.send();

  expect([answer.status, answer.body]).toEqual([200, { status: "parked", reason: "unknown-type" }]);
  expect((await report.send()).body).toEqual({ status: "duplicate" });
});

test.each([
  ["a lone surrogate", '{"text":"\\ud800"}'],
  ["a name that is one", '{"\\ud800":1}'],
  ["a number that is too large", '{"most":1e308}'],
  ["a member without a name", '{"deep":{"":""}}'],
  ["a member that names a class", '{"deep":[{"constructor":1}]}'],
])("a report of an unknown type that the table cannot keep is refused: %s", async (_, json) => {
  const data = z.record(z.string(), z.unknown()).parse(JSON.parse(json));

  const answer = await sendable("appointment.archived", data, takenAt).send();

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/data"]]);
});
