import * as z from "zod";
import { bindingFailures } from "../../domain/certificate/binding.ts";

export const about = { to: z.string(), name: z.string(), certification: z.string() };

/** Absent from e-mails of earlier versions. */
export const aboutPage = { registrationId: z.string().optional(), certificateId: z.string().optional() };

/** Absent from e-mails of earlier versions. */
export const named = { title: z.string().optional(), seriesCode: z.string().optional() };

export const bindingNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    tells: z.literal("bound"),
    exam: z.string(),
    ...named,
    certificate: z.object({ number: z.string(), validUntil: z.string() }).optional(),
    certificateId: aboutPage.certificateId,
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

const decidedOfExam = { ...about, ...aboutPage, exam: z.string(), ...named };

export const staffNotice = z.discriminatedUnion("tells", [
  z.object({ ...about, ...aboutPage, tells: z.literal("registration-closed"), reason }),
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
  z.object({ ...about, ...aboutPage, tells: z.literal("reinstated"), certificateNumber: z.string(), reason }),
]);

export const nameNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    ...aboutPage,
    tells: z.literal("candidate-corrected"),
    fullName: z.string(),
    email: z.string(),
    country: z.string(),
    phone: z.string().optional(),
    reason: z.string().optional(),
  }),
  z.object({
    ...about,
    ...aboutPage,
    tells: z.literal("name-corrected"),
    fullName: z.string(),
    certificateNumber: z.string().optional(),
    reason: z.string(),
  }),
  z.object({ ...about, ...aboutPage, tells: z.literal("name-differs"), registered: z.string(), checked: z.string() }),
]);
