import { describe, expect, test } from "vitest";
import type { CenterReport } from "../../../shared/domain/exam/center-report.ts";
import { named } from "../../../shared/domain/exam/named-subject.ts";
import { sittingReport } from "../../../shared/domain/exam/sitting-report.ts";
import { registration, testCenter } from "../given.ts";

const occurredAt = "2027-04-01T09:00:00.000Z";
const eligibilityCode = "ACTC-0000-0000-0000-0001-1";
const placed = { confirmationNumber: "8852", exam: "written", startsAt: "2027-05-01T10:00:00.000Z", testCenter };
const marks = { resultId: "res-1", exam: "written", outcome: "pass", takenAt: "2027-05-01T12:00:00.000Z" } as const;

const booking: CenterReport = { type: "appointment.booked", occurredAt, data: { ...placed, eligibilityCode } };
const change: CenterReport = {
  type: "appointment.rescheduled",
  occurredAt,
  data: { ...placed, eligibilityCode, previousConfirmationNumber: "8851" },
};
const cancellation: CenterReport = { type: "appointment.cancelled", occurredAt, data: { confirmationNumber: "8852" } };
const renumbered: CenterReport = {
  type: "appointment.cancelled",
  occurredAt,
  data: { confirmationNumber: "8853", previousConfirmationNumber: "8852" },
};
const absence: CenterReport = { type: "appointment.no-show", occurredAt, data: { confirmationNumber: "8852" } };
const excused: CenterReport = { ...absence, data: { confirmationNumber: "8852", excused: true } };
const result: CenterReport = {
  type: "result.reported",
  occurredAt,
  data: { ...marks, score: 81, maximumScore: 100, confirmationNumber: "8852" },
};
const online: CenterReport = { type: "result.reported", occurredAt, data: { ...marks, registrationId: "reg_1" } };
const second: CenterReport = {
  type: "result.reported",
  occurredAt,
  data: { ...marks, examCode: "EXC-1", candidateId: "can_1", registrationId: "vue_1" },
};
const correction: CenterReport = {
  type: "result.corrected",
  occurredAt,
  data: { resultId: "res-2", corrects: "res-1", outcome: "invalidated", reason: "Somebody else sat" },
};

describe("a report waits until the thing that it names exists", () => {
  test.each<[string, CenterReport, string, string]>([
    ["a booking, for its eligibility code", booking, "eligibility-code", "ACTC-0000-0000-0000-0001-1"],
    ["a change, for its eligibility code", change, "eligibility-code", "ACTC-0000-0000-0000-0001-1"],
    ["a cancellation, for its number", cancellation, "confirmation-number", "8852"],
    ["a cancellation with a new number, for the one before", renumbered, "confirmation-number", "8852"],
    ["a no-show, for its number", absence, "confirmation-number", "8852"],
    ["a result, for its number", result, "confirmation-number", "8852"],
    ["a result of an online exam, for our registration", online, "registration", "reg_1"],
    ["a result of the second centre, for its exam code", second, "exam-code", "EXC-1"],
    ["a correction, for the result that it corrects", correction, "result", "res-1"],
  ])("%s", (_, report, kind, id) => {
    expect(named(report)).toEqual({ kind, id });
  });
});

describe("a report is kept with its registration", () => {
  const of = { kind: "registration", of: registration("acp") } as const;
  const exam = "written";
  const kept = { reportId: "rep_1", occurredAt: "2027-04-01T09:00:00.000Z" };
  test.each<[string, CenterReport, object | undefined]>([
    ["as booked", booking, { ...kept, type: "booked", ...placed }],
    ["as rescheduled", change, { ...kept, type: "rescheduled", ...placed, previousConfirmationNumber: "8851" }],
    ["as cancelled", cancellation, { ...kept, type: "cancelled", confirmationNumber: "8852" }],
    [
      "as cancelled, with the number before",
      renumbered,
      { ...kept, type: "cancelled", confirmationNumber: "8853", previousConfirmationNumber: "8852" },
    ],
    [
      "as a no-show that uses the sitting up",
      absence,
      { ...kept, type: "no-show", confirmationNumber: "8852", usesUp: true },
    ],
    [
      "as one that does not, when excused",
      excused,
      { ...kept, type: "no-show", confirmationNumber: "8852", usesUp: false },
    ],
    ["as a result, without its score", result, { ...kept, type: "result", ...marks, confirmationNumber: "8852" }],
    ["as a result without a number", online, { ...kept, type: "result", ...marks }],
    [
      "as a correction of a result",
      correction,
      { ...kept, type: "corrected", resultId: "res-2", corrects: "res-1", outcome: "invalidated" },
    ],
  ])("%s", (_, report, expected) => {
    expect(sittingReport(report, "rep_1", of, exam)).toEqual(expected);
  });

  test("without its eligibility code, which is not for everyone who sees the sitting", () => {
    expect(JSON.stringify(sittingReport(change, "rep_1", of, exam))).not.toContain("ACTC");
    expect(JSON.stringify(sittingReport(booking, "rep_1", of, exam))).not.toContain("ACTC");
  });
});
