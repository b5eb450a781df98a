import type { ClaimedCertificate } from "../domain/certificate/certificate.ts";

/** The public part of a certificate, which the PDF shows (R20). */
export type Printed = Pick<
  ClaimedCertificate,
  "certificateNumber" | "holderName" | "certification" | "claimedAt" | "validUntil"
>;

/** Of the certificate's page, beside the programme's colours and in points. */
export const ink = "#16202c";
export const soft = "#4a5866";
export const margin = 56;
export const sideWidth = 212;
