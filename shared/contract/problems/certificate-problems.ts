import { inWords } from "./programme-words.ts";

/** The refusals about registering again and certificates. See `problems.ts`. */
export const ofCertificates = {
  "registration-already-open": {
    status: 409,
    title: "The account is registered for this certification already",
    help: "Finish the open registration first. See GET /v1/registrations.",
  },
  "certificate-not-claimed": {
    status: 409,
    title: "A pass of this certification waits for its certificate to be claimed",
    help: "The holder claims it first with POST /v1/certificates/{certificateId}/claim.",
  },
  "certificate-still-valid": {
    status: 409,
    title: "The account's certificate is still valid",
    help: "The exam cannot be taken again with the same account while the certificate is valid.",
  },
  "sat-while-certified": {
    status: 409,
    title: "The exam was taken while a certificate was valid",
    help: "A person has one valid certificate of a certification at a time. A pass from the validity of an earlier certificate earns no second one.",
  },
  "already-certified": {
    status: 409,
    title: "The account has a certificate of this certification for another pass",
    help: "A person has one certificate of a certification at a time. See GET /v1/certificates.",
  },
  "retake-too-early": {
    status: 409,
    title: "It is too early for a retake",
    help: inWords.retakeWait,
  },
  "certificate-revoked": {
    status: 409,
    title: "The certificate was revoked",
    help: "Ask the programme's staff for the reason.",
  },
  "certificate-already-claimed": {
    status: 409,
    title: "The certificate is claimed already",
    help: "Its validity began then. See GET /v1/certificates.",
  },
  "certificate-already-hidden": {
    status: 409,
    title: "The certificate is hidden already",
    help: "Its page shows no name. Show it again with POST /v1/certificates/{certificateId}/show.",
  },
  "certificate-not-hidden": {
    status: 409,
    title: "The certificate is not hidden",
    help: "Its page shows its holder's name to whoever has the number. Hide it with POST /v1/certificates/{certificateId}/hide.",
  },
} as const;
