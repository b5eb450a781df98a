import { describe, expect, test } from "vitest";
import { reportBody } from "../../../shared/contract/exam/center-reports.ts";
import * as given from "../../support/given.ts";
import { eventTypes, field } from "../calls.ts";
import { sendable } from "./kept-reports.ts";

const takenAt = "2026-11-22T09:30:00.000Z";
const registrationId = "reg_00000000000000000000";
const someResult = () => ({ resultId: `R-${given.someNumber()}`, exam: "written", outcome: "pass", takenAt });

/** A well-formed report of each type and form. It names something unknown. */
const reports: readonly (readonly [string, string, () => object])[] = [
  ["booking", "appointment.booked", () => given.placed("ACTC-0000-0000-0000-0000-0")],
  [
    "change",
    "appointment.rescheduled",
    () => ({ ...given.placed("ACTC-0000-0000-0000-0000-0"), previousConfirmationNumber: given.someNumber() }),
  ],
  ["cancellation", "appointment.cancelled", () => ({ confirmationNumber: given.someNumber() })],
  ["excused absence", "appointment.no-show", () => ({ confirmationNumber: given.someNumber(), excused: true })],
  ["no-show", "appointment.no-show", () => ({ confirmationNumber: given.someNumber() })],
  ["result of a booking", "result.reported", () => ({ ...someResult(), confirmationNumber: given.someNumber() })],
  ["result of a registration", "result.reported", () => ({ ...someResult(), registrationId })],
  [
    "result of an exam code",
    "result.reported",
    () => ({
      ...someResult(),
      examCode: "EXC-7F3K-9QXW-2M8T-R5VN-Q",
      candidateId: "CAND-1",
      registrationId: "PV-1",
      delivery: "online",
    }),
  ],
  [
    "correction",
    "result.corrected",
    () => ({ resultId: `R-${given.someNumber()}`, corrects: "R-none", outcome: "fail", reason: "Scored again." }),
  ],
];

test("the reports below are of every type that there is", () => {
  const types = reportBody.options.map(({ shape }) => shape.type.value);

  expect([...new Set(reports.map(([, type]) => type))]).toEqual(types);
});

describe.each(["prometric", "pearson-vue", "academy"])("from %s, of what is not known yet", (provider) => {
  test.each(reports)("a %s (%s) is taken in, kept, and waits", async (_, type, data) => {
    const report = sendable(type, data(), "2026-11-22T09:30:00.000Z", provider);

    const answer = await report.send();

    expect([answer.status, field(answer, "status")]).toEqual([202, "waiting"]);
    expect((await report.look()).body).toMatchObject({ provider, type, status: "waiting" });
    expect(field(await report.send(), "status")).toBe("duplicate");
  });
});

describe.each(["pearson-vue", "academy"])("from %s, which does not hold the exam", (provider) => {
  test.each([
    ["appointment.booked", {}],
    ["appointment.rescheduled", { previousConfirmationNumber: "88512345678" }],
  ])("an %s of a known eligibility code is kept for staff", async (type, more) => {
    const { eligibilityCode, registrationId: known } = await given.registration("acp", given.someone());
    const report = sendable(type, given.placed(eligibilityCode, more), "2026-11-22T09:30:00.000Z", provider);

    const answer = await report.send();

    expect([answer.status, answer.body]).toEqual([200, { status: "parked", reason: "provider-does-not-hold-exam" }]);
    expect(await report.status()).toBe("parked");
    expect(await eventTypes("registration", known)).toEqual(["registration.opened"]);
  });

  test("a result of a known registration is kept for staff", async () => {
    const { registrationId: known } = await given.registration("acp", given.someone());
    const data = { ...someResult(), registrationId: known };

    const answer = await sendable("result.reported", data, "2026-11-22T09:30:00.000Z", provider).send();

    expect([answer.status, answer.body]).toEqual([200, { status: "parked", reason: "provider-does-not-hold-exam" }]);
  });
});
