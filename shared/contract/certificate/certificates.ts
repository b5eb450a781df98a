import * as z from "zod";
import { type Certificate, certificateStatus } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { certificationId, identifier, instant, ofCertification, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";

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

export const listCertificates = operation({
  id: "listCertificates",
  method: "GET",
  path: "/v1/certificates",
  auth: "account",
  tag: "Results and certificates",
  summary: "List my certificates, newest first",
  query: z.strictObject({
    ...paging,
    ...ofCertification,
    status: z
      .enum(certificateStatuses)
      .optional()
      .meta({ description: "Only of this status", examples: ["valid"] }),
  }),
  answers: { 200: { description: "One page of certificates", schema: page(certificateAnswer) } },
});

export const ofCertificate = z.strictObject({
  certificateId: identifier("A certificate's id", "crt_0f1e2d3c4b5a69788796"),
});

export const getCertificate = operation({
  id: "getCertificate",
  method: "GET",
  path: "/v1/certificates/{certificateId}",
  auth: "account",
  tag: "Results and certificates",
  summary: "Get a certificate",
  params: ofCertificate,
  answers: { 200: { description: "The certificate", schema: certificateAnswer } },
  refusals: ["certificate-not-found"],
});

export const claimCertificate = operation({
  id: "claimCertificate",
  method: "POST",
  path: "/v1/certificates/{certificateId}/claim",
  auth: "account",
  tag: "Results and certificates",
  summary: "Claim a certificate",
  description: "Its validity starts now.",
  params: ofCertificate,
  answers: { 200: { description: "Claimed", schema: certificateAnswer } },
  refusals: [
    "certificate-not-found",
    "certificate-revoked",
    "certificate-already-claimed",
    "sat-while-certified",
    "already-certified",
  ],
});

export const revokeCertificate = operation({
  id: "revokeCertificate",
  method: "POST",
  path: "/v1/certificates/{certificateId}/revoke",
  auth: "staff",
  tag: "Results and certificates",
  summary: "Revoke a certificate",
  params: ofCertificate,
  body: z.strictObject({
    reason: text(500),
    fraud: z
      .boolean()
      .optional()
      .meta({
        description: "A fraud takes the coupons back that the certificate gave its partner, if they are not issued yet",
        examples: [true],
      }),
  }),
  examples: {
    "With the reason": { reason: "It was issued by mistake" },
    "A fraud": { reason: "Another person sat the exam", fraud: true },
  },
  answers: {
    200: {
      description: "Revoked",
      schema: certificateAnswer,
      shows: { ...exampleCertificate, status: "revoked", revokedAt: "2027-01-11T14:00:00.000Z" },
    },
  },
  refusals: ["certificate-not-found", "certificate-revoked"],
});

export const reinstateCertificate = operation({
  id: "reinstateCertificate",
  method: "POST",
  path: "/v1/certificates/{certificateId}/reinstate",
  auth: "staff",
  tag: "Results and certificates",
  summary: "Reinstate a revoked certificate",
  description:
    "The certificate returns to its former state until its former end: claimable, or valid and counted. Refused beside another pass or valid certificate of the certification.",
  params: ofCertificate,
  body: z.strictObject({ reason: text(500) }),
  examples: { "With the reason": { reason: "The accusation was withdrawn" } },
  answers: { 200: { description: "Reinstated", schema: certificateAnswer } },
  refusals: [
    "certificate-not-found",
    "certificate-not-claimed",
    "certificate-still-valid",
    "certificate-not-revoked",
    "certificate-without-its-pass",
    "sat-while-certified",
    "already-certified",
  ],
});
