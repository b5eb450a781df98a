import * as z from "zod";
import { certificateStatus, type PublicCertificate } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { certificateNumber, certificationId, instant, location, spokenPage, unlisted } from "../fields.ts";
import { operation } from "../operation.ts";

const verification = z
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

export const verifyCertificate = operation({
  id: "verifyCertificate",
  method: "GET",
  path: "/v1/verifications/{certificateNumber}",
  auth: "public",
  tag: "Results and certificates",
  summary: "Verify a certificate by its number",
  params: z.strictObject({ certificateNumber }),
  answers: { 200: { description: "What anyone may know of it", schema: verification, headers: unlisted } },
  refusals: ["certificate-not-found"],
  guessed: "certificateNumber",
  cache: { seconds: 0 },
});

/** Search engines list it if the programme wants that. */
const verifierPage = {
  ...spokenPage,
  headers: {
    ...spokenPage.headers,
    "x-robots-tag": z
      .enum(["noindex", "all"])
      .meta({ description: "Whether search engines may list the page", examples: ["noindex"] }),
  },
};

export const showVerification = operation({
  id: "showVerification",
  method: "GET",
  path: "/verify/{certificateNumber}",
  auth: "public",
  tag: "Results and certificates",
  summary: "Show the verification page of a certificate",
  description:
    "For browsers, without a script. A number that verifies nothing gets a page that says what may be wrong. A hidden certificate has no name on it.",
  params: z.strictObject({
    certificateNumber: z
      .string()
      .max(500)
      .meta({ description: "As it was typed", examples: ["CRT-7F3K-9QXW-2M8T-R5VN-8"] }),
  }),
  answers: {
    200: { description: "Whether it is valid, in words", ...verifierPage },
    404: { description: "The page for a number that verifies nothing", ...verifierPage },
  },
  guessed: "certificateNumber",
  cache: "never",
  people: true,
});

export const showVerifyForm = operation({
  id: "showVerifyForm",
  method: "GET",
  path: "/verify",
  auth: "public",
  tag: "Results and certificates",
  summary: "Show the form to verify a certificate",
  description:
    "For browsers, without a script. With a number, or a link that holds one, it leads to the verification page of that number.",
  query: z.looseObject({
    number: z
      .string()
      .max(4000)
      .optional()
      .meta({ description: "As it was typed or pasted, also within a text", examples: ["crt 7f3k 9qxw 2m8t r5vn 8"] }),
  }),
  answers: {
    200: { description: "The form", ...verifierPage },
    303: { description: "To the verification page", headers: location("/verify/CRT-7F3K-9QXW-2M8T-R5VN-8") },
    404: { description: "The form, with what may be wrong with the number", ...verifierPage },
  },
  cache: "never",
  people: true,
});
