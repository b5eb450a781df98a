import * as z from "zod";
import { type Certificate, certificateStatus } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId } from "../programme-fields.ts";

export const certificateStatuses = ["claimable", "valid", "expired", "revoked"] as const;

export const exampleCertificate = {
  certificateId: "crt_0f1e2d3c4b5a69788796",
  certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-8",
  certificationId: example.certificationId,
  title: example.title,
  status: "valid",
  holderName: "Ana Sá",
  registrationId: "reg_0f1e2d3c4b5a69788796",
  passedAt: "2026-12-02T10:00:00.000Z",
  claimedAt: "2026-12-03T08:00:00.000Z",
  validUntil: "2028-12-03T08:00:00.000Z",
};

const url = z.string();

const certificateLinks = z
  .object({
    verify: url.meta({ description: "The page by which anyone verifies it" }),
    pdf: url.optional().meta({ description: "The PDF" }),
    credential: url.optional().meta({ description: "The Open Badges 3.0 credential" }),
    badge: url.optional().meta({ description: "The badge with the credential baked in" }),
    linkedIn: url.optional().meta({ description: "Adds it to a profile on LinkedIn" }),
    share: z
      .object({
        linkedIn: url.meta({ description: "A post on LinkedIn" }),
        x: url.meta({ description: "A post on X" }),
        email: url.meta({ description: "An e-mail" }),
      })
      .optional()
      .meta({ description: "Tell others of it: on LinkedIn, on X, and in an e-mail" }),
    embed: z.string().optional().meta({ description: "HTML for a page of one's own: the badge, with a link" }),
  })
  .meta({
    description:
      "Once it is claimed, for its holder: whoever has the links to its PDF, credential and badge can open them. `linkedIn`, `share` and `embed` are there while it is valid and its name is not hidden. A revoked one only has its page",
  });

export const certificateAnswer = z
  .object({
    certificateId: z.string(),
    certificateNumber: z.string(),
    certificationId,
    title: z.string(),
    status: z.enum(certificateStatuses),
    holderName: z.string(),
    registrationId: z.string().optional(),
    bindingId: z.string().optional(),
    organizationId: z.string().optional(),
    passedAt: instant,
    claimedAt: instant.optional(),
    validUntil: instant.optional(),
    revokedAt: instant.optional(),
    hiddenAt: instant.optional().meta({ description: "Since then its page shows no name" }),
    links: certificateLinks.optional(),
  })
  .meta({
    id: "Certificate",
    examples: [exampleCertificate],
  });

/** A certificate as its holder sees it. */
export function certificateView(of: Certificate, now: Instant) {
  const { certificateId, certificateNumber, certification, holderName, registrationId, passedAt } = of;
  const { bindingId, organizationId } = of;
  return {
    certificateId,
    certificateNumber,
    certificationId: certification.certificationId,
    title: certification.title,
    status: certificateStatus(of, now),
    holderName,
    registrationId,
    bindingId,
    organizationId,
    passedAt,
    ...(of.state !== "claimable" && { claimedAt: of.claimedAt, validUntil: of.validUntil, hiddenAt: of.hiddenAt }),
    ...(of.state === "revoked" && { revokedAt: of.revokedAt }),
  };
}
