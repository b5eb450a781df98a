import * as z from "zod";
import { certificateStatus, type PublicCertificate } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId } from "../programme-fields.ts";

export const verification = z
  .object({
    certificateNumber: z.string(),
    holderName: z.string().optional().meta({ description: "The name on the certificate, unless its holder hides it" }),
    hidden: z.literal(true).optional().meta({ description: "Its holder hides the name" }),
    certification: z.object({ certificationId, title: z.string(), level: z.string() }),
    status: z.enum(["valid", "expired", "revoked"]),
    claimedAt: instant,
    validUntil: instant,
    revokedAt: instant.optional(),
  })
  .meta({
    id: "Verification",
    examples: [
      {
        certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-8",
        holderName: "Ana Sá",
        certification: { certificationId: example.certificationId, title: example.title, level: example.level },
        status: "valid",
        claimedAt: "2026-12-03T08:00:00.000Z",
        validUntil: "2028-12-03T08:00:00.000Z",
      },
    ],
  });

/** The public part of a certificate, and nothing else (R20). */
export function verificationView(of: PublicCertificate, now: Instant) {
  const { certificateNumber, holderName, hidden, claimedAt, validUntil } = of;
  const { certificationId, title, level } = of.certification;
  const certification = { certificationId, title, level };
  const revoked = of.state === "revoked" ? { revokedAt: of.revokedAt } : {};
  const status = certificateStatus(of, now);
  const holder = hidden === undefined ? { holderName } : { hidden };
  return { certificateNumber, ...holder, certification, status, claimedAt, validUntil, ...revoked };
}
