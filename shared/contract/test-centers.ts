import * as z from "zod";
import { ineligibleReasons } from "../domain/eligibility.ts";
import type { Delivery } from "../domain/programme.ts";
import { strangeNumbers } from "./confirmation-numbers.ts";
import { example } from "./examples.ts";
import {
  confirmationNumber,
  eligibilityCode,
  exam,
  examCode,
  identifier,
  instant,
  instantInput,
  provider,
  seriesCode,
  text,
} from "./fields.ts";
import { operation } from "./operation.ts";
import { webhookAnswers } from "./orders.ts";
import { accommodations, exampleTestCenter, testCenter } from "./registrations.ts";

const deliveries = ["test-center", "online"] as const satisfies readonly Delivery[];
const registrationId = identifier("Our registration's id", "reg_0f1e2d3c4b5a69788796");

/** An entitlement as a centre types it: an eligibility code, an exam code, or at the academy a registration's id. */
const entitlementCode = z
  .string()
  .max(128)
  .transform((typed, context): { eligibilityCode: string } | { examCode: string } | { registrationId: string } => {
    const start = typed
      .normalize("NFKC")
      .replace(/[^A-Za-z]/g, "")
      .toUpperCase();
    const kind = start.startsWith("ACTC")
      ? z.object({ eligibilityCode })
      : start.startsWith("EXC")
        ? z.object({ examCode })
        : z.object({ registrationId });
    const read = kind.safeParse({ eligibilityCode: typed, examCode: typed, registrationId: typed });
    if (read.success) return read.data;
    for (const { message } of read.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({
    description: "An eligibility code, an exam code, or at the academy a registration's id",
    examples: ["ACTC-7F3K-9QXW-2M8T-R5VN-8"],
  });

export const checkEligibility = operation({
  id: "checkEligibility",
  method: "GET",
  path: "/v1/test-centers/{provider}/eligibility/{code}",
  auth: "signed",
  tag: "Test centres",
  summary: "May this code book this exam?",
  description:
    "One look-up for every entitlement. Signed like a webhook; in place of a body, `GET ` and the path with its query is signed.",
  params: z.strictObject({ provider, code: entitlementCode }),
  query: z.strictObject({
    exam: z
      .string()
      .max(128)
      .optional()
      .meta({
        description: "The exam: its role or its series code. May be left out where the code pays for one alone",
        examples: [example.exam],
      }),
  }),
  answers: {
    200: {
      description: "Whether it may, and if not, why",
      schema: z
        .object({
          eligible: z.boolean(),
          reason: z.enum(ineligibleReasons).optional(),
          exam: z.string(),
          seriesCode: z.string().optional(),
          certificationId: z.string(),
          title: z.string().optional(),
          delivery: z.array(z.enum(deliveries)),
          candidate: z
            .object({
              ...{
                givenName: z.string().optional(),
                familyName: z.string().optional(),
                fullName: z.string().optional(),
              },
              ...{ email: z.string().optional(), country: z.string().optional() },
            })
            .optional()
            .meta({ description: "As far as known: an exam code that nobody was given has none" }),
          bookBefore: instant,
          accommodations: accommodations.optional(),
          booked: z.object({ confirmationNumber: z.string(), startsAt: instant }).optional(),
        })
        .meta({
          id: "Eligibility",
          examples: [
            {
              eligible: true,
              exam: example.exam,
              seriesCode: example.seriesCode,
              certificationId: example.certificationId,
              title: `${example.title}, ${example.exam} exam`,
              delivery: ["test-center"],
              candidate: { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" },
              bookBefore: "2027-11-22T09:32:00.000Z",
            },
          ],
        }),
    },
  },
  refusals: ["eligibility-code-not-found", "exam-code-not-found", "registration-not-found", "exam-not-named"],
});

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
    "At the academy our registration's id; beside a candidate id, the centre's own id of the sitting",
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

/** Names its entitlement, and its exam: the fault stands at the field that is missing. */
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

/** Takes place somewhere: at a test centre, or online. */
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

/**
 * Reports of test centres (R12–R17). A field that is not known here is ignored: senders add some without asking.
 */
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

const knownTypes: readonly string[] = reportBody.options.map(({ shape }) => shape.type.value);

/** A report of a type that is not known here: it is kept, and parked for staff (R17). */
export const unknownReport = z
  .object({
    type: z
      .string()
      .regex(/^[\x21-\x7e]{1,128}$/, "is not the name of a type")
      // A report of a known type is no candidate for this shape: its faults are told by their own pointers.
      .refine((type) => !knownTypes.includes(type), { error: "is a known type", abort: true })
      .meta({ examples: ["appointment.archived"] }),
    occurredAt: instantInput,
    // Kept as text: the table takes neither every number nor every string that JSON can hold.
    data: z.record(z.string(), z.unknown()).transform((data) => ({ json: JSON.stringify(data) })),
  })
  .meta({ id: "UnknownReport", description: "A type that is not known here: the report is parked" });

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
  body: z.union([reportBody, unknownReport]),
  mismatches: strangeNumbers,
  examples: Object.fromEntries(exampleReports.map((each) => [each.type, each])),
  answers: webhookAnswers,
});
