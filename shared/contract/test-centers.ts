import * as z from "zod";
import { ineligibleReasons } from "../domain/registration.ts";
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
import { testCenter } from "./registrations.ts";

export const checkEligibility = operation({
  id: "checkEligibility",
  method: "GET",
  path: "/v1/test-centers/{provider}/eligibility/{eligibilityCode}",
  auth: "signed",
  tag: "Test centres",
  summary: "May this eligibility code book this exam?",
  description: "Signed like a webhook; in place of a body, `GET ` and the path with its query is signed.",
  params: z.strictObject({ provider, eligibilityCode }),
  query: z.strictObject({ exam }),
  answers: {
    200: {
      description: "Whether it may, and if not, why",
      schema: z.object({
        eligible: z.boolean(),
        reason: z.enum(ineligibleReasons).optional(),
        candidate: z.object({ givenName: z.string(), familyName: z.string(), email: z.string(), country: z.string() }),
        exam,
        bookBefore: instant,
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

function reportOf<T extends string, D extends z.ZodType>(type: T, data: D) {
  return z.strictObject({ type: z.literal(type), occurredAt: instantInput, data });
}

/** What test centres report (R12–R17). */
export const reportBody = z.discriminatedUnion("type", [
  reportOf("appointment.booked", z.strictObject(placed)),
  reportOf("appointment.rescheduled", z.strictObject({ ...placed, previousConfirmationNumber: confirmationNumber })),
  reportOf(
    "appointment.cancelled",
    z.strictObject({ confirmationNumber, previousConfirmationNumber: confirmationNumber.optional() }),
  ),
  reportOf("appointment.no-show", z.strictObject({ confirmationNumber, excused: z.boolean().optional() })),
  reportOf(
    "result.reported",
    z.union([
      z.strictObject({ ...result, confirmationNumber }),
      z.strictObject({ ...result, registrationId: identifier("Our registration's id", "reg_0f1e2d3c4b5a69788796") }),
      z.strictObject({
        ...result,
        examCode: identifier("The exam code that paid for it", "EXC-7F3K-9QXW-2M8T-R5VN-Q"),
        candidateId: identifier("The test centre's id of the person", "CAND-1"),
        registrationId: identifier("The test centre's id of the sitting", "PV-1"),
        delivery: z.enum(["test-center", "online"]),
      }),
    ]),
  ),
  reportOf(
    "result.corrected",
    z.strictObject({
      resultId,
      corrects: resultId,
      outcome: z.enum(["pass", "fail", "invalidated"]),
      score: score.optional(),
      reason: text(500),
    }),
  ),
]);

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
  answers: webhookAnswers,
});
