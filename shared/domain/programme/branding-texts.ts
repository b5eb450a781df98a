import { pageTexts } from "./page-texts.ts";
import { readerTexts } from "./reader-texts.ts";

/** English texts of a certificate, its page, badge and card. A programme may state its own for each. */
export const texts = {
  heading: "Certificate of Achievement",
  lead: "This is to certify that",
  earned: "has passed every exam of the {level} level and is hereby certified as",
  attests: "Awarded by {issuer}. Anyone can verify at any time whether it is still valid.",
  issued: "Issued",
  validUntil: "Valid until",
  expiredOn: "Expired",
  revokedOn: "Revoked",
  number: "Certificate number",
  scan: "Scan to verify",
  verify: "Verify at",
  fileName: "{holder} - {title} - {issuer}",
  pageTitle: "{holder} is certified: {title}",
  cardLead: "is certified as",
  badgeWord: "Certified",
  level: "Level",
  achievement: "{title}, certified at the {level} level by {issuer}.",
  criteria: "The holder passed every exam of {title}: {exams}.",
  ...pageTexts,
  ...readerTexts,
} as const;

export type TextKey = keyof typeof texts;
