import * as z from "zod";
import { deliveries } from "../../domain/programme/programme.ts";
import { identifier, text } from "../fields.ts";
import { instantInput } from "../instant-fields.ts";
import { confirmationNumber } from "../programme-fields.ts";
import { entitlement, type Faults, namesEntitlement } from "./named-sitting.ts";
import { testCenter } from "./test-centers.ts";

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
