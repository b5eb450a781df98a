import * as z from "zod";
import { identifier, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { ofCertification } from "../programme-fields.ts";
import { certificateAnswer, certificateStatuses, exampleCertificate } from "./certificates.ts";

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
