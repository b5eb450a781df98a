import { accept, type Decision, refuse } from "../decision.ts";
import type { Certificate, ClaimedCertificate, PublicCertificate } from "./certificate.ts";

/** Only a claimed, unrevoked certificate can be printed or handed on. */
export function handedOut(certificate: Certificate | undefined): Decision<ClaimedCertificate> {
  if (certificate?.state === "claimed") return accept(certificate);
  return refuse(publicCertificate(certificate).accepted ? "certificate-revoked" : "certificate-not-found");
}

/** Anyone may verify it once it is claimed (R20). The name is left out while its holder hides it. */
export function publicCertificate(certificate: Certificate | undefined): Decision<PublicCertificate> {
  if (certificate === undefined || certificate.state === "claimable") return refuse("certificate-not-found");
  const { certificateNumber, certification, holderName, claimedAt, validUntil, hiddenAt } = certificate;
  if (claimedAt === undefined || validUntil === undefined) return refuse("certificate-not-found");
  const holder = hiddenAt === undefined ? { holderName } : ({ hidden: true } as const);
  const known = { certificateNumber, certification, claimedAt, validUntil, ...holder };
  if (certificate.state === "claimed") return accept({ ...known, state: "claimed" });
  return accept({ ...known, state: "revoked", revokedAt: certificate.revokedAt });
}
