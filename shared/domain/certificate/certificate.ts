import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { nextAnnouncement } from "../ending.ts";
import type { Enrolment } from "../exam/enrolment.ts";
import { whyNotClaimed } from "../exam/nothing-earned.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { programmeOf, remindersOf } from "../programme/programme-versions.ts";
import type { StatusPlace } from "./status-list.ts";

type Earned = {
  readonly certificateId: string;
  readonly certificateNumber: string;
  readonly accountId: string;
  /** Earned by a registration, or by a binding. */
  readonly registrationId?: string | undefined;
  readonly bindingId?: string | undefined;
  /** With the partner whose exam code paid for each. */
  readonly sittings?:
    | readonly { readonly exam: string; readonly sittingId: string; readonly partnerId?: string | undefined }[]
    | undefined;
  readonly certification: Pick<CertificationSummary, "certificationId" | "title" | "level">;
  /** The legal name: checked by the centre, registered, or corrected by staff (R19, R36). */
  readonly holderName: string;
  readonly holderEmail?: string | undefined;
  readonly programmeVersion: number;
  readonly passedAt: Instant;
  /** The organization at the claim or binding (R27, R28). */
  readonly organizationId?: string | undefined;
  /** The place in a status list, from the first request for the credential. */
  readonly statusPlace?: StatusPlace | undefined;
};

export type ClaimedCertificate = Claimed & { readonly state: "claimed" };

type Claimed = Earned & {
  readonly claimedAt: Instant;
  readonly validUntil: Instant;
  /** Its holder has hidden the name from the public since then. */
  readonly hiddenAt?: Instant | undefined;
  readonly announced?: number | undefined;
};

type Revoked = Earned & {
  readonly state: "revoked";
  readonly claimedAt?: Instant | undefined;
  readonly validUntil?: Instant | undefined;
  readonly hiddenAt?: Instant | undefined;
  readonly revokedAt: Instant;
  readonly revocationReason: string;
  /** Coupons that this fraud took back (R29). */
  readonly couponsTakenBack?: number | undefined;
  /** The tally counted it so before the revocation. */
  readonly countedAs?: "bound" | "claimed" | undefined;
  readonly announced?: number | undefined;
};

/** Earned by passes (R19, R20). */
export type Certificate = (Earned & { readonly state: "claimable" }) | ClaimedCertificate | Revoked;

/** All that anyone may know of a certificate. A hidden one has no name. */
export type PublicCertificate = Pick<Certificate, "certificateNumber" | "certification"> & {
  readonly holderName?: string;
  readonly hidden?: true;
  readonly claimedAt: Instant;
  readonly validUntil: Instant;
} & ({ readonly state: "claimed" } | { readonly state: "revoked"; readonly revokedAt: Instant });

export type CertificateStatus = "claimable" | "valid" | "expired" | "revoked";

export function certificateStatus(certificate: Certificate | PublicCertificate, now: Instant): CertificateStatus {
  if (certificate.state !== "claimed") return certificate.state;
  return now >= certificate.validUntil ? "expired" : "valid";
}

export function earnedBy({ registrationId, bindingId }: Pick<Certificate, "registrationId" | "bindingId">): string {
  const by = registrationId ?? bindingId;
  if (by === undefined) throw new Error("a certificate is earned by a registration or a binding");
  return by;
}

/** The next announcement of its end (R30). */
export function certificateEnding(certificate: Certificate): ReturnType<typeof nextAnnouncement> {
  if (certificate.state !== "claimed") return undefined;
  const reminderDays = remindersOf(certificate);
  return nextAnnouncement(certificate.validUntil, certificate.announced ?? 0, reminderDays);
}

/** The holder claims it, and its validity starts now (R19). Refused twice, and beside another in `enrolment` (R8). */
export function claim(
  certificate: Certificate | undefined,
  by: Pick<Account, "accountId">,
  now: Instant,
  enrolment?: Enrolment,
): Decision<ClaimedCertificate> {
  if (certificate === undefined || certificate.accountId !== by.accountId) return refuse("certificate-not-found");
  if (certificate.state === "revoked") return refuse("certificate-revoked");
  if (certificate.state === "claimed") return refuse("certificate-already-claimed");
  const under = programmeOf(certificate.programmeVersion);
  const nothing = whyNotClaimed(enrolment, earnedBy(certificate), certificate.passedAt, under);
  if (nothing !== undefined) return refuse(nothing);
  const validUntil = plusMonths(now, under.certificateMonths);
  return accept({ ...certificate, state: "claimed", claimedAt: now, validUntil });
}

/** Staff revoke it, claimed or not. */
export function revoke(certificate: Certificate | undefined, reason: string, now: Instant): Decision<Revoked> {
  if (certificate === undefined) return refuse("certificate-not-found");
  if (certificate.state === "revoked") return refuse("certificate-revoked");
  return accept({ ...certificate, state: "revoked", revokedAt: now, revocationReason: reason });
}

/** For its holder and staff. For others it does not exist. */
export function ownCertificate(certificate: Certificate | undefined, by: Account): Decision<Certificate> {
  const visible = certificate !== undefined && (by.staff || certificate.accountId === by.accountId);
  return visible ? accept(certificate) : refuse("certificate-not-found");
}
