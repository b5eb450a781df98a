import { operation } from "../operation.ts";
import { ofCertificate } from "./certificate-operations.ts";
import { certificateAnswer, exampleCertificate } from "./certificates.ts";

export const hideCertificate = operation({
  id: "hideCertificate",
  method: "POST",
  path: "/v1/certificates/{certificateId}/hide",
  auth: "account",
  tag: "Results and certificates",
  summary: "Hide my name from a certificate's public page",
  description:
    "Whoever has the number learns that the certificate exists and whether it is valid, not who holds it. Page and JSON have no name from now on; caches may show the former card for 5 minutes, and a network keeps its own copy. The holder's links to the PDF, the credential and the badge go on to work: whoever has one sees the name.",
  params: ofCertificate,
  answers: {
    200: {
      description: "Hidden",
      schema: certificateAnswer,
      shows: { ...exampleCertificate, hiddenAt: "2027-01-11T14:00:00.000Z" },
    },
  },
  refusals: ["certificate-not-found", "certificate-not-claimed", "certificate-revoked", "certificate-already-hidden"],
});

export const showCertificate = operation({
  id: "showCertificate",
  method: "POST",
  path: "/v1/certificates/{certificateId}/show",
  auth: "account",
  tag: "Results and certificates",
  summary: "Show my name on a certificate's public page again",
  params: ofCertificate,
  answers: { 200: { description: "Shown", schema: certificateAnswer } },
  refusals: ["certificate-not-found", "certificate-not-claimed", "certificate-revoked", "certificate-not-hidden"],
});
