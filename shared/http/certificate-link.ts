import { type Certificate, type ClaimedCertificate, certificateStatus } from "../domain/certificate/certificate.ts";
import { handedOut, publicCertificate } from "../domain/certificate/public-certificate.ts";
import type { Instant } from "../domain/instant.ts";
import { sharingLinks } from "../pages/sharing.ts";
import { isOwnSignature, ownSignature } from "./own-signature.ts";
import { Problem } from "./problem.ts";

/**
 * The links to a claimed certificate, for its holder. A revoked one only has its public page. Nobody shows others an
 * expired one, or one whose name they hide.
 */
export async function certificateLinks(certificate: Certificate, origin: string, now: Instant) {
  if (!publicCertificate(certificate).accepted) return undefined;

  const number = encodeURIComponent(certificate.certificateNumber);
  const verify = verificationPage(certificate.certificateNumber, origin);
  const handed = handedOut(certificate);
  if (!handed.accepted) return { verify };
  const token = await ownSignature("internal/certificate-links", linked(certificate.certificateNumber), now);
  const place = `${origin}/v1/certificates/${number}`;
  return {
    verify,
    pdf: `${place}/certificate.pdf?token=${token}`,
    credential: `${place}/credential?token=${token}`,
    badge: `${place}/badge.png?token=${token}`,
    ...(isShown(handed.value, now) && sharingLinks(handed.value, verify, origin)),
  };
}

function isShown(certificate: ClaimedCertificate, now: Instant): boolean {
  return certificateStatus(certificate, now) === "valid" && certificate.hiddenAt === undefined;
}

export function verificationPage(certificateNumber: string, origin: string): string {
  return `${origin}/verify/${encodeURIComponent(certificateNumber)}`;
}

/** Refuses a wrong token before anything is read, so that nobody learns whether the certificate exists (404). */
export async function mustHaveLink(certificateNumber: string, token: string | undefined, now: Instant): Promise<void> {
  const ours =
    token !== undefined && (await isOwnSignature("internal/certificate-links", linked(certificateNumber), token, now));
  if (!ours) throw new Problem("certificate-not-found");
}

function linked(certificateNumber: string): string {
  return `certificate link ${certificateNumber}`;
}
