import * as z from "zod";
import { nothingEarnedReasons } from "../../domain/exam/nothing-earned.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { whole } from "../core/whole.ts";
import { testCenterSchema } from "../exam/sitting-reports.ts";
import { orderNotice } from "../purchase/order-notices.ts";
import { about, aboutPage, bindingNotice, named, nameNotice, staffNotice } from "./decision-notices.ts";
import { organizationNotice, partnershipNotice } from "./organization-notices.ts";

const place = z.object({
  confirmationNumber: z.string(),
  startsAt: z.string(),
  testCenter: testCenterSchema().optional(),
  afterEnd: z.literal(true).optional(),
});

const ofExam = { to: z.string(), certification: z.string(), exam: z.string(), ...named };

const candidateNotice = z.discriminatedUnion("tells", [
  z.object({
    ...aboutPage,
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
    registrationId: z.string().optional(),
    calendarUid: z.string().optional(),
  }),
  z.object({
    ...aboutPage,
    ...about,
    tells: z.literal("result"),
    exam: z.string(),
    ...named,
    outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated"]),
    isCorrection: z.boolean(),
    earnsNothing: z.enum(nothingEarnedReasons).optional(),
  }),
  z.object({ ...aboutPage, ...about, tells: z.literal("claimable") }),
  z.object({
    ...aboutPage,
    ...about,
    tells: z.literal("claimed"),
    certificateNumber: z.string(),
    validUntil: z.string(),
    verify: z.string().optional(),
  }),
  z.object({ ...aboutPage, ...about, tells: z.literal("revoked"), reason: z.string() }),
  z.object({
    ...aboutPage,
    to: z.string(),
    tells: z.literal("ending"),
    what: z.enum(["authorization code", "eligibility code", "registration", "certificate", "exam code"]),
    which: z.string().optional(),
    isFor: z.string().optional(),
    days: z.number(),
    endsAt: z.string(),
  }),
  z.object({
    ...aboutPage,
    to: z.string(),
    tells: z.literal("gift"),
    code: z.string(),
    message: z.string().optional(),
    isFor: z.string().optional(),
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
    // Earlier versions only told passes.
    outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated", "no-show"]).default("pass"),
    isCorrection: z.boolean().default(false),
    isAnothers: z.literal(true).optional(),
  }),
]);

/** The facts that an e-mail tells, as its event and the e-mail hold them. */
export const notification = whole<Notification>()(
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
