import * as z from "zod";
import { type Certificate, certificateEnding } from "../../domain/certificate/certificate.ts";
import { idFor } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";
import { certificationSummary } from "../core/stored.ts";

const earned = () =>
  z.object({
    certificateId: z.string(),
    certificateNumber: z.string(),
    accountId: z.string(),
    registrationId: z.string().optional(),
    bindingId: z.string().optional(),
    sittings: z
      .array(z.object({ exam: z.string(), sittingId: z.string(), partnerId: z.string().optional() }))
      .optional(),
    certification: certificationSummary,
    holderName: z.string(),
    holderEmail: z.string().optional(),
    programmeVersion: z.number(),
    passedAt: z.string(),
    organizationId: z.string().optional(),
    statusPlace: z.object({ list: z.string(), index: z.number().int() }).optional(),
  });

const schema = () =>
  z.discriminatedUnion("state", [
    earned().extend({ state: z.literal("claimable") }),
    earned().extend({
      state: z.literal("claimed"),
      claimedAt: z.string(),
      validUntil: z.string(),
      hiddenAt: z.string().optional(),
      announced: z.number().optional(),
    }),
    earned().extend({
      state: z.literal("revoked"),
      claimedAt: z.string().optional(),
      validUntil: z.string().optional(),
      hiddenAt: z.string().optional(),
      revokedAt: z.string(),
      revocationReason: z.string(),
      couponsTakenBack: z.number().optional(),
      countedAs: z.enum(["bound", "claimed"]).optional(),
      announced: z.number().optional(),
    }),
  ]);

/** A certificate's identifier follows from its number: see `certificateIdFor`. */
export const certificates = entity<Certificate>()({
  kind: "certificate",
  schema,
  owner: ({ accountId, passedAt }) => ({ list: lists.account(accountId), sort: passedAt }),
  code: ({ certificateNumber }) => certificateNumber,
  email: ({ holderEmail }) => holderEmail,
  due: (certificate) => certificateEnding(certificate)?.at,
  revokedAt: ({ state, statusPlace }) => (state === "revoked" ? statusPlace : undefined),
  personName: ({ holderName }) => holderName,
  listedSince: ({ passedAt }) => passedAt,
});

/** The identifier of the certificate with this number. */
export function certificateIdFor(certificateNumber: string): string {
  return idFor("crt", certificateNumber);
}
