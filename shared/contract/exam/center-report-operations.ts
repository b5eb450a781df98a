import * as z from "zod";
import { example } from "../examples.ts";
import { operation } from "../operation.ts";
import { provider } from "../programme-fields.ts";
import { unknownMessage } from "../unknown-message.ts";
import { webhookAnswers } from "../webhook-answers.ts";
import { reportBody } from "./center-reports.ts";
import { strangeNumbers } from "./confirmation-numbers.ts";
import { exampleTestCenter } from "./test-centers.ts";

const receivedBody = z.union([
  reportBody,
  unknownMessage(reportBody.options.map(({ shape }) => shape.type.value)).meta({ id: "UnknownReport" }),
]);

const sat = { exam: example.exam, takenAt: "2026-12-02T10:00:00Z" };
const booked = { eligibilityCode: "ACTC-7F3K-9QXW-2M8T-R5VN-8", exam: example.exam, testCenter: exampleTestCenter };
const scored = { ...sat, resultId: "R-1001", outcome: "pass", score: 82, maximumScore: 100 };

/** One of each kind. The schema shows the other ways to name a sitting. */
const exampleReports = [
  {
    type: "appointment.booked",
    occurredAt: "2026-11-22T10:00:00Z",
    data: { ...booked, confirmationNumber: example.firstNumber, startsAt: "2026-12-01T10:00:00Z" },
  },
  {
    type: "appointment.rescheduled",
    occurredAt: "2026-11-24T10:00:00Z",
    data: {
      ...booked,
      confirmationNumber: example.secondNumber,
      previousConfirmationNumber: example.firstNumber,
      startsAt: "2026-12-02T10:00:00Z",
    },
  },
  {
    type: "appointment.cancelled",
    occurredAt: "2026-11-25T10:00:00Z",
    data: { confirmationNumber: example.secondNumber },
  },
  {
    type: "appointment.no-show",
    occurredAt: "2026-12-02T12:00:00Z",
    data: { confirmationNumber: example.secondNumber, excused: false },
  },
  {
    type: "result.reported",
    occurredAt: "2026-12-02T15:00:00Z",
    data: { ...scored, confirmationNumber: example.secondNumber },
  },
  {
    type: "result.corrected",
    occurredAt: "2026-12-05T09:00:00Z",
    data: { resultId: "R-1002", corrects: "R-1001", outcome: "fail", score: 55, reason: "Scored again" },
  },
] as const;

export const receiveReport = operation({
  id: "receiveReport",
  method: "POST",
  path: "/v1/webhooks/{provider}",
  auth: "signed",
  tag: "Test centres",
  summary: "Receive a booking, change, no-show or result from a test centre",
  description:
    "Signed as in Standard Webhooks. A report may come late, twice and out of order. It has one effect, and the final state is the same.",
  params: z.strictObject({ provider }),
  body: receivedBody,
  mismatches: strangeNumbers,
  examples: Object.fromEntries(exampleReports.map((each) => [each.type, each])),
  answers: webhookAnswers,
});
