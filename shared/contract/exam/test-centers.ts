import * as z from "zod";
import { deliveries } from "../../domain/programme/programme.ts";
import { example } from "../examples.ts";
import {
  confirmationNumber,
  eligibilityCode,
  exam,
  identifier,
  instantInput,
  provider,
  seriesCode,
  text,
} from "../fields.ts";
import { operation } from "../operation.ts";
import { webhookAnswers } from "../purchase/payments.ts";
import { unknownMessage } from "../unknown-message.ts";
import { exampleTestCenter, testCenter } from "./appointments.ts";
import { strangeNumbers } from "./confirmation-numbers.ts";

const resultId = identifier("The test centre's id of the result", "R-1001");
const score = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((value) => value === 0 || value >= 0.000_001, "is too small to be a score");
const name = text(200).optional();
const candidate = z
  .object({ givenName: name, familyName: name })
  .optional()
  .meta({ description: "The name as the centre checked it" });

const entitlement = {
  eligibilityCode: eligibilityCode.optional(),
  examCode: identifier("The exam code that pays for it", "EXC-7F3K-9QXW-2M8T-R5VN-8").optional(),
  candidateId: identifier("The test centre's id of the person", "CAND-1").optional(),
  registrationId: identifier(
    "Our registration's id where there is no code; beside a candidate id, the centre's own id of the sitting",
    "PV-1",
  ).optional(),
  exam: exam.optional(),
  seriesCode: seriesCode.optional(),
};

const placed = z.object({
  ...entitlement,
  confirmationNumber,
  startsAt: instantInput,
  testCenter: testCenter.optional(),
  delivery: z.enum(deliveries).optional(),
  candidate,
});

const result = z.object({
  ...entitlement,
  resultId,
  confirmationNumber: confirmationNumber.optional(),
  outcome: z.enum(["pass", "fail", "incomplete", "held"]),
  score: score.optional(),
  maximumScore: score.optional(),
  passingScore: score.optional(),
  sections: z
    .array(z.object({ name: text(200), score: score.optional(), maximumScore: score.optional() }))
    .max(50)
    .optional(),
  takenAt: instantInput,
  delivery: z.enum(deliveries).optional(),
  candidate,
});

type Named = {
  readonly eligibilityCode?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly registrationId?: string | undefined;
  readonly exam?: string | undefined;
  readonly seriesCode?: string | undefined;
  readonly confirmationNumber?: string | undefined;
};

type Faults = { addIssue(fault: { code: "custom"; path: PropertyKey[]; message: string }): void };

/** The fault names the missing field. */
function namesEntitlement(data: Named, faults: Faults, isByNumber = false): void {
  const missing = (path: string, message: string) => faults.addIssue({ code: "custom", path: [path], message });
  const { eligibilityCode: code, examCode: paid, candidateId, registrationId: own } = data;
  const isNamed = code !== undefined || paid !== undefined || own !== undefined || isByNumber;
  if (code !== undefined && paid !== undefined) missing("examCode", "stands beside an eligibility code: name one");
  if (candidateId !== undefined && own === undefined && !isByNumber)
    missing("registrationId", "is missing beside the candidate id");
  else if (!isNamed) missing("eligibilityCode", "is missing: name an eligibility code, an exam code or a registration");
  const isSelfPaid = candidateId !== undefined && paid === undefined && code === undefined;
  if (isSelfPaid && data.seriesCode === undefined && data.confirmationNumber === undefined) {
    missing("seriesCode", "is missing: nothing else names the exam of a sitting that was paid at the centre");
  } else if (data.exam === undefined && data.seriesCode === undefined) {
    missing("exam", "is missing: name the exam, or its series code");
  }
}

/** At a test centre, or online. */
function hasPlace(data: z.infer<typeof placed>, faults: Faults): void {
  if (data.testCenter === undefined && data.delivery !== "online") {
    faults.addIssue({ code: "custom", path: ["testCenter"], message: "is missing: only an online exam has none" });
  }
}

const isPlaced = (data: z.infer<typeof placed>, faults: Faults) => {
  namesEntitlement(data, faults);
  hasPlace(data, faults);
};

function reportOf<T extends string, D extends z.ZodType>(type: T, description: string, data: D) {
  const id = type.replaceAll(/(^|[.-])([a-z])/g, (_, _before, letter: string) => letter.toUpperCase());
  return z.object({ type: z.literal(type), occurredAt: instantInput, data }).meta({ id, description });
}

/** Reports of test centres (R12–R17). Unknown fields are ignored, because senders add fields. */
export const reportBody = z.discriminatedUnion("type", [
  reportOf("appointment.booked", "An exam was booked", placed.superRefine(isPlaced)),
  reportOf(
    "appointment.rescheduled",
    "A booking was moved, and has a new number",
    placed.extend({ previousConfirmationNumber: confirmationNumber }).superRefine(isPlaced),
  ),
  reportOf(
    "appointment.cancelled",
    "A booking was cancelled",
    z.object({ confirmationNumber, previousConfirmationNumber: confirmationNumber.optional() }),
  ),
  reportOf(
    "appointment.no-show",
    "The candidate did not come",
    z.object({ confirmationNumber, excused: z.boolean().optional() }),
  ),
  reportOf(
    "result.reported",
    "An exam was scored, was incomplete, or its result is held",
    result.superRefine((data, faults) => namesEntitlement(data, faults, data.confirmationNumber !== undefined)),
  ),
  reportOf(
    "result.corrected",
    "The outcome of a result, or of an earlier correction, has changed, or a held result is released",
    z.object({
      resultId,
      corrects: resultId,
      outcome: z.enum(["pass", "fail", "incomplete", "invalidated"]),
      score: score.optional(),
      reason: text(500),
    }),
  ),
]);

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
