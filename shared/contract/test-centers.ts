import * as z from "zod";
import { ineligibleReasons } from "../domain/registration.ts";
import { strangeNumbers } from "./confirmation-numbers.ts";
import { example } from "./examples.ts";
import {
  confirmationNumber,
  eligibilityCode,
  exam,
  identifier,
  instant,
  instantInput,
  provider,
  text,
} from "./fields.ts";
import { operation } from "./operation.ts";
import { webhookAnswers } from "./orders.ts";
import { exampleTestCenter, testCenter } from "./registrations.ts";

export const checkEligibility = operation({
  id: "checkEligibility",
  method: "GET",
  path: "/v1/test-centers/{provider}/eligibility/{eligibilityCode}",
  auth: "signed",
  tag: "Test centres",
  summary: "May this eligibility code book this exam?",
  description: "Signed like a webhook; in place of a body, `GET ` and the path with its query is signed.",
  params: z.strictObject({ provider, eligibilityCode }),
  query: z.strictObject({ exam: exam.meta({ description: "Which exam is to be booked", examples: [example.exam] }) }),
  answers: {
    200: {
      description: "Whether it may, and if not, why",
      schema: z
        .object({
          eligible: z.boolean(),
          reason: z.enum(ineligibleReasons).optional(),
          candidate: z.object({
            ...{ givenName: z.string(), familyName: z.string(), email: z.string(), country: z.string() },
          }),
          exam,
          bookBefore: instant,
        })
        .meta({
          id: "Eligibility",
          examples: [
            {
              eligible: true,
              candidate: { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" },
              exam: example.exam,
              bookBefore: "2027-11-22T09:32:00.000Z",
            },
          ],
        }),
    },
  },
  refusals: ["eligibility-code-not-found"],
});

const resultId = identifier("The test centre's id of the result", "R-1001");
const score = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((value) => value === 0 || value >= 0.000_001, "is too small to be a score");

const placed = {
  confirmationNumber,
  eligibilityCode,
  exam,
  startsAt: instantInput,
  testCenter,
};

const result = {
  resultId,
  exam,
  outcome: z.enum(["pass", "fail"]),
  score: score.optional(),
  maximumScore: score.optional(),
  takenAt: instantInput,
};

function reportOf<T extends string, D extends z.ZodType>(type: T, description: string, data: D) {
  const id = type.replaceAll(/(^|[.-])([a-z])/g, (_, _before, letter: string) => letter.toUpperCase());
  return z.strictObject({ type: z.literal(type), occurredAt: instantInput, data }).meta({ id, description });
}

/** What test centres report (R12–R17). */
export const reportBody = z.discriminatedUnion("type", [
  reportOf("appointment.booked", "An exam was booked", z.strictObject(placed)),
  reportOf(
    "appointment.rescheduled",
    "A booking was moved, and has a new number",
    z.strictObject({ ...placed, previousConfirmationNumber: confirmationNumber }),
  ),
  reportOf(
    "appointment.cancelled",
    "A booking was cancelled",
    z.strictObject({ confirmationNumber, previousConfirmationNumber: confirmationNumber.optional() }),
  ),
  reportOf(
    "appointment.no-show",
    "The candidate did not come",
    z.strictObject({ confirmationNumber, excused: z.boolean().optional() }),
  ),
  reportOf(
    "result.reported",
    "An exam was scored",
    z.union([
      z.strictObject({ ...result, confirmationNumber }),
      z.strictObject({ ...result, registrationId: identifier("Our registration's id", "reg_0f1e2d3c4b5a69788796") }),
      z.strictObject({
        ...result,
        examCode: identifier("The exam code that paid for it", "EXC-7F3K-9QXW-2M8T-R5VN-8"),
        candidateId: identifier("The test centre's id of the person", "CAND-1"),
        registrationId: identifier("The test centre's id of the sitting", "PV-1"),
        delivery: z.enum(["test-center", "online"]),
      }),
    ]),
  ),
  reportOf(
    "result.corrected",
    "The outcome of a result, or of an earlier correction, has changed",
    z.strictObject({
      resultId,
      corrects: resultId,
      outcome: z.enum(["pass", "fail", "invalidated"]),
      score: score.optional(),
      reason: text(500),
    }),
  ),
]);

const sat = { exam: example.exam, takenAt: "2026-12-02T10:00:00Z" };
const booked = { eligibilityCode: "ACTC-7F3K-9QXW-2M8T-R5VN-8", exam: example.exam, testCenter: exampleTestCenter };
const scored = { ...sat, resultId: "R-1001", outcome: "pass", score: 82, maximumScore: 100 };

/** One of each kind. A result names its sitting by the booking's number; see the schema for the other ways. */
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
  summary: "A test centre reports a booking, a change, a no-show or a result",
  description:
    "Signed as Standard Webhooks has it. A report may come late, twice and out of order: it has one effect, and the end state is the same.",
  params: z.strictObject({ provider }),
  body: reportBody,
  mismatches: strangeNumbers,
  examples: Object.fromEntries(exampleReports.map((each) => [each.type, each])),
  answers: webhookAnswers,
});
