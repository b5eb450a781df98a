import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { bindingFailures } from "../../domain/certificate/binding.ts";
import { nothingEarnedReasons } from "../../domain/exam/enrolment.ts";
import type { Event } from "../../domain/history/event.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { whole } from "../core/whole.ts";
import { testCenterSchema } from "../exam/sitting-reports.ts";
import { orderNotice } from "../purchase/order-notices.ts";
import { eventSchema } from "./history.ts";

const about = { to: z.string(), name: z.string(), certification: z.string() };

const place = z.object({
  confirmationNumber: z.string(),
  startsAt: z.string(),
  testCenter: testCenterSchema.optional(),
  afterEnd: z.literal(true).optional(),
});

const toWhom = { to: z.string(), organization: z.string() };
const reader = z.enum(["account", "organization"]);

const ofExam = { to: z.string(), certification: z.string(), exam: z.string() };

/** Absent from e-mails of earlier versions. */
const named = { title: z.string().optional(), seriesCode: z.string().optional() };

const candidateNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    tells: z.literal("registered"),
    eligibilityCode: z.string().optional(),
    expiresAt: z.string(),
  }),
  z.object({
    ...about,
    tells: z.enum(["booked", "rescheduled", "cancelled"]),
    exam: z.string(),
    ...named,
    instructionsUrl: z.string().optional(),
    confirmationNumber: z.string().optional(),
    code: z.string().optional(),
    appointment: place.optional(),
    cancelled: place.optional(),
    doesNotCount: z.literal(true).optional(),
    calendarUid: z.string().optional(),
  }),
  z.object({
    ...about,
    tells: z.literal("result"),
    exam: z.string(),
    ...named,
    outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated"]),
    isCorrection: z.boolean(),
    earnsNothing: z.enum(nothingEarnedReasons).optional(),
  }),
  z.object({ ...about, tells: z.literal("claimable") }),
  z.object({
    ...about,
    tells: z.literal("claimed"),
    certificateNumber: z.string(),
    validUntil: z.string(),
    verify: z.string().optional(),
  }),
  z.object({ ...about, tells: z.literal("revoked"), reason: z.string() }),
  z.object({
    to: z.string(),
    tells: z.literal("ending"),
    what: z.enum(["authorization code", "eligibility code", "registration", "certificate", "exam code"]),
    which: z.string().optional(),
    isFor: z.string().optional(),
    days: z.number(),
    endsAt: z.string(),
  }),
  z.object({
    to: z.string(),
    tells: z.literal("gift"),
    code: z.string(),
    message: z.string().optional(),
    expiresAt: z.string(),
  }),
  z.object({
    ...ofExam,
    tells: z.literal("coupons-issued"),
    partner: z.string(),
    quantity: z.number(),
    remaining: z.number(),
    changeId: z.string(),
    expiresAt: z.string(),
  }),
  z.object({
    ...ofExam,
    tells: z.literal("exam-code-assigned"),
    name: z.string(),
    code: z.string(),
    expiresAt: z.string(),
    ...named,
    instructionsUrl: z.string().optional(),
    centers: z.array(z.string()).optional(),
  }),
  z.object({
    ...ofExam,
    tells: z.enum(["exam-code-taken-back", "exam-code-ended"]),
    name: z.string(),
    code: z.string(),
  }),
  z.object({
    ...ofExam,
    tells: z.literal("sitting-reported"),
    name: z.string(),
    code: z.string(),
    ...named,
    // Earlier versions only told passes.
    outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated", "no-show"]).default("pass"),
    isCorrection: z.boolean().default(false),
  }),
]);

const organizationNotice = z.discriminatedUnion("tells", [
  z.object({
    ...toWhom,
    tells: z.literal("applied"),
    applicant: z.string(),
    applicantEmail: z.string().optional(),
  }),
  z.object({
    ...toWhom,
    tells: z.literal("application-decided"),
    reader,
    applicant: z.string(),
    outcome: z.enum(["approved", "rejected"]),
    reason: z.string().optional(),
  }),
  z.object({
    ...toWhom,
    tells: z.literal("membership-ended"),
    reader,
    member: z.string(),
    how: z.enum(["removed", "quit"]),
    returnedCodes: z.number(),
  }),
]);

const ofPartnership = { ...toWhom, tells: z.literal("partnership"), reason: z.string() };

const partnershipNotice = z.union([
  z.object({
    ...ofPartnership,
    what: z.enum(["suspended", "resumed", "ended", "main-account-taken-over", "main-account-handed-over"]),
  }),
  z.object({ ...ofPartnership, what: z.literal("renamed"), before: z.string() }),
  z.object({
    ...ofPartnership,
    what: z.literal("benefits"),
    level: z.string(),
    granted: z.number(),
    remaining: z.number(),
  }),
  z.object({ ...toWhom, tells: z.literal("invited"), url: z.string(), expiresAt: z.string() }),
]);

const bindingNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    tells: z.literal("bound"),
    exam: z.string(),
    certificate: z.object({ number: z.string(), validUntil: z.string() }).optional(),
  }),
  z.object({
    to: z.string(),
    name: z.string(),
    tells: z.literal("binding-failed"),
    certificationId: z.string(),
    candidateId: z.string(),
    registrationId: z.string(),
    reason: z.enum(bindingFailures),
  }),
  z.object({
    to: z.string(),
    name: z.string(),
    tells: z.literal("candidate-link-undone"),
    candidateId: z.string(),
    reason: z.string(),
  }),
]);

const reason = z.string();
const decidedOfExam = { ...about, exam: z.string(), ...named };

const staffNotice = z.discriminatedUnion("tells", [
  z.object({ ...about, tells: z.literal("registration-closed"), reason }),
  z.object({
    ...decidedOfExam,
    tells: z.literal("sitting-granted"),
    code: z.string().optional(),
    until: z.string(),
  }),
  z.object({
    ...decidedOfExam,
    tells: z.literal("appointment-closed"),
    confirmationNumber: z.string(),
    sitting: z.enum(["given-back", "used-up"]),
    reason,
  }),
  z.object({
    ...decidedOfExam,
    tells: z.literal("exam-code-cancelled"),
    code: z.string(),
    replacedBy: z.string().optional(),
    reason,
  }),
  z.object({ ...about, tells: z.literal("reinstated"), certificateNumber: z.string(), reason }),
]);

const nameNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    tells: z.literal("candidate-corrected"),
    fullName: z.string(),
    email: z.string(),
    country: z.string(),
    phone: z.string().optional(),
    reason: z.string().optional(),
  }),
  z.object({
    ...about,
    tells: z.literal("name-corrected"),
    fullName: z.string(),
    certificateNumber: z.string().optional(),
    reason: z.string(),
  }),
  z.object({ ...about, tells: z.literal("name-differs"), registered: z.string(), checked: z.string() }),
]);

const notification = whole<Notification>()(
  z.union([
    candidateNotice,
    organizationNotice,
    partnershipNotice,
    bindingNotice,
    nameNotice,
    orderNotice,
    staffNotice,
  ]),
);

const item = z.object({ event: eventSchema, mail: z.array(notification) });
const streamRecord = z.object({
  dynamodb: z.object({ NewImage: z.record(z.string(), z.custom<AttributeValue>()) }),
});

export function announced(record: unknown): { event: Event; notifications: readonly Notification[] } {
  const { NewImage } = streamRecord.parse(record).dynamodb;
  const { event, mail } = item.parse(unmarshall(NewImage));
  return { event, notifications: mail };
}
