import * as z from "zod";
import { nameDifference } from "../../domain/exam/name-difference.ts";
import { appointmentsOf } from "../../domain/exam/own-appointments.ts";
import type { Registration } from "../../domain/exam/registration.ts";
import { examStatuses, examStatusNames, registrationStatus } from "../../domain/exam/registration-status.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { text } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { certificationId, earnsNothing } from "../programme-fields.ts";
import { bookedExam, bookedExamView } from "./booked-exams.ts";
import { candidate, exampleCandidate, nameDiffers } from "./candidate.ts";

export const examStatus = z.enum(examStatusNames);

export const exampleAccommodations = { codes: ["extra-time-25"], text: "A separate room" };

export const accommodations = z.strictObject({ codes: z.array(text(64)).max(20), text: text(1000).optional() }).meta({
  id: "Accommodations",
  description: "Arrangements that the centre makes: free codes, and a text",
  examples: [exampleAccommodations],
});

export const registrationStatuses = ["open", "passed", "failed", "expired", "closed"] as const;

export const exampleRegistration = {
  registrationId: "reg_0f1e2d3c4b5a69788796",
  certificationId: example.certificationId,
  title: example.title,
  status: "open",
  candidate: exampleCandidate,
  openedAt: "2026-11-22T09:32:00.000Z",
  expiresAt: "2027-11-22T09:32:00.000Z",
  eligibilityCode: { code: "ACTC-7F3K-9QXW-2M8T-R5VN-8", expiresAt: "2027-11-22T09:32:00.000Z" },
  exams: [{ exam: example.exam, status: "to-book" }],
  appointments: [],
};

export const registration = z
  .object({
    registrationId: z.string(),
    certificationId,
    title: z.string(),
    status: z.enum(registrationStatuses),
    candidate,
    openedAt: instant,
    expiresAt: instant,
    eligibilityCode: z.object({ code: z.string(), expiresAt: instant }).optional(),
    exams: z.array(z.object({ exam: z.string(), status: examStatus })),
    appointments: z.array(bookedExam).meta({ description: "Each under its valid number, the latest start first" }),
    accommodations: accommodations.optional(),
    sittingsGranted: z
      .array(z.string())
      .optional()
      .meta({ description: "The exams of which staff gave one more sitting, each as often as they did" }),
    nameDiffers: nameDiffers.optional(),
    certificateId: z.string().optional(),
    earnsNothing: earnsNothing.optional(),
  })
  .meta({
    id: "Registration",
    examples: [exampleRegistration],
  });

export function registrationView(of: Registration, now: Instant) {
  const { registrationId, certification, openedAt, expiresAt, certificateId } = of;
  const entitlement = { kind: "registration", of } as const;
  return {
    registrationId,
    certificationId: certification.certificationId,
    title: certification.title,
    status: registrationStatus(of, now),
    candidate: of.candidate,
    openedAt,
    expiresAt,
    ...(of.eligibilityCode !== undefined && { eligibilityCode: { code: of.eligibilityCode, expiresAt } }),
    exams: examStatuses(of, now),
    appointments: appointmentsOf(entitlement).map((each) => bookedExamView(certification, each)),
    accommodations: of.accommodations,
    sittingsGranted: of.granted,
    nameDiffers: nameDifference(of),
    certificateId: of.earnsNothing === undefined ? certificateId : undefined,
    earnsNothing: of.earnsNothing,
  };
}
