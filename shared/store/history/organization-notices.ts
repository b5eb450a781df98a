import * as z from "zod";

const toWhom = { to: z.string(), organization: z.string() };

const reader = z.enum(["account", "organization"]);

export const organizationNotice = z.discriminatedUnion("tells", [
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

export const partnershipNotice = z.union([
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
