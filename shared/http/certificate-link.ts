import { type Certificate, handedOut, publicCertificate } from "../domain/certificate/certificate.ts";
import type { Instant } from "../domain/instant.ts";
import { isOwnSignature, ownSignature } from "./own-signature.ts";
import { Problem } from "./problem.ts";

/**
 * The links under which a certificate's holder finds, and hands on, what is made of it: none before it is claimed. Nobody
 * can guess those to the PDF and the credential, which a revoked certificate has not.
 */
export async function certificateLinks(certificate: Certificate, origin: string, now: Instant) {
  if (!publicCertificate(certificate).accepted) return undefined;

  const number = encodeURIComponent(certificate.certificateNumber);
  const verify = verificationPage(certificate.certificateNumber, origin);
  if (!handedOut(certificate).accepted) return { verify };
  const token = await ownSignature("certificate-links", linked(certificate.certificateNumber), now);
  const place = `${origin}/v1/certificates/${number}`;
  return { verify, pdf: `${place}/certificate.pdf?token=${token}`, credential: `${place}/credential?token=${token}` };
}

/** The page on which anyone verifies a certificate. */
export function verificationPage(certificateNumber: string, origin: string): string {
  return `${origin}/verify/${encodeURIComponent(certificateNumber)}`;
}

/**
 * Refuses whoever does not have the link of this certificate, before anything is read: whether there is such a
 * certificate is not told (404).
 */
export async function mustHaveLink(certificateNumber: string, token: string | undefined, now: Instant): Promise<void> {
  const ours =
    token !== undefined && (await isOwnSignature("certificate-links", linked(certificateNumber), token, now));
  if (!ours) throw new Problem("certificate-not-found");
}

function linked(certificateNumber: string): string {
  return `certificate link ${certificateNumber}`;
}
