import * as z from "zod";

export const testCenterSchema = () =>
  z.object({
    id: z.string(),
    name: z.string(),
    city: z.string(),
    country: z.string(),
    timeZone: z.string(),
  });

export const checkedName = () => z.object({ givenName: z.string().optional(), familyName: z.string().optional() });

const reported = { reportId: z.string(), occurredAt: z.string() };
const numbered = { ...reported, confirmationNumber: z.string() };
const centerIds = { candidateId: z.string().optional(), centerRegistrationId: z.string().optional() };

/** A report as an entitlement keeps it among the facts of its exams. */
export const sittingReportSchema = () =>
  z.discriminatedUnion("type", [
    z.object({
      ...numbered,
      ...centerIds,
      type: z.enum(["booked", "rescheduled"]),
      previousConfirmationNumber: z.string().optional(),
      exam: z.string(),
      startsAt: z.string(),
      testCenter: testCenterSchema().optional(),
      candidate: checkedName().optional(),
      earlierNumbers: z.array(z.string()).optional(),
      firstBookedAt: z.string().optional(),
    }),
    z.object({ ...numbered, type: z.literal("cancelled"), previousConfirmationNumber: z.string().optional() }),
    z.object({ ...numbered, type: z.enum(["no-show", "closed"]), usesUp: z.boolean() }),
    z.object({
      ...reported,
      ...centerIds,
      type: z.literal("result"),
      confirmationNumber: z.string().optional(),
      resultId: z.string(),
      exam: z.string(),
      outcome: z.enum(["pass", "fail", "incomplete", "held"]),
      takenAt: z.string(),
      candidate: checkedName().optional(),
    }),
    z.object({
      ...reported,
      type: z.literal("corrected"),
      resultId: z.string(),
      corrects: z.string(),
      outcome: z.enum(["pass", "fail", "incomplete", "invalidated"]),
    }),
  ]);
