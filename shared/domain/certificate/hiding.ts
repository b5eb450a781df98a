import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Certificate } from "./certificate.ts";
import { publicCertificate } from "./public-certificate.ts";

type Hideable = Exclude<Certificate, { state: "claimable" }>;
type Holder = Pick<Account, "accountId">;

/** The holder hides the name on the public page, also of a certificate that has expired or was revoked (R20). */
export function hide(certificate: Certificate | undefined, by: Holder, now: Instant): Decision<Hideable> {
  const found = shownByIts(certificate, by);
  if (!found.accepted) return found;
  if (found.value.hiddenAt !== undefined) return refuse("certificate-already-hidden");
  return accept({ ...found.value, hiddenAt: now });
}

/** The holder shows the name again. */
export function showAgain(certificate: Certificate | undefined, by: Holder): Decision<Hideable> {
  const found = shownByIts(certificate, by);
  if (!found.accepted) return found;
  if (found.value.hiddenAt === undefined) return refuse("certificate-not-hidden");
  return accept({ ...found.value, hiddenAt: undefined });
}

/** Before its claim it is not public, so there is nothing to hide. */
function shownByIts(certificate: Certificate | undefined, { accountId }: Holder): Decision<Hideable> {
  if (certificate === undefined || certificate.accountId !== accountId) return refuse("certificate-not-found");
  if (certificate.state === "claimable") return refuse("certificate-not-claimed");
  return publicCertificate(certificate).accepted ? accept(certificate) : refuse("certificate-revoked");
}
