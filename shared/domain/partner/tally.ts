import { type Certificate, type ClaimedCertificate, certificateStatus } from "../certificate/certificate.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { benefitOf, benefitRuleOf, countsOf, type Partner, quotaFor, withCounts } from "./partner.ts";

/** A certificate that counts under a partner, and why (R27–R29). It stands there until it ends or is revoked. */
export type Counted = {
  readonly partnerId: string;
  readonly certificateId: string;
  readonly accountId: string;
  readonly holderName: string;
  readonly certificationId: string;
  readonly level: string;
  /** Bound from a sitting, or claimed, while its holder was a member. */
  readonly why: "bound" | "claimed";
  readonly paidBy: "benefit" | "otherwise";
  readonly countedAt: Instant;
  readonly validUntil: Instant;
};

/**
 * Counts a certificate under a partner as it is claimed or bound (R27, R28): its tally grows by one, and its quota by
 * `granted` coupons (R23).
 */
export function count(
  partner: Partner,
  certificate: ClaimedCertificate,
  why: Counted["why"],
): { partner: Partner; counted: Counted; granted: number } {
  const { certificateId, accountId, holderName, claimedAt, validUntil, sittings = [] } = certificate;
  const { certificationId, level } = certificate.certification;
  const { counted, standing } = countsOf(partner, level);
  const rule = benefitRuleOf(partner, level);
  const isPaid = sittings.length > 0 && sittings.every(({ partnerId }) => partnerId === partner.partnerId);
  return {
    partner: withCounts(partner, level, { counted: counted + 1, standing: standing + 1 }),
    counted: {
      ...{ partnerId: partner.partnerId, certificateId, accountId, holderName, certificationId, level, why },
      ...{ paidBy: isPaid ? "benefit" : "otherwise", countedAt: claimedAt, validUntil },
    },
    granted: quotaFor(rule, counted + 1) - quotaFor(rule, counted),
  };
}

/** The partner once a certificate of a level has ended or was revoked: its tally shrinks, its quota does not (R23, R29). */
export function uncount(partner: Partner, level: string): Partner {
  return withCounts(partner, level, { standing: countsOf(partner, level).standing - 1 });
}

/** The coupons that a fraud takes back from a partner: those that its last certificate gave, as far as none was issued of them (R29). */
export function takeBack(partner: Partner, level: string): { partner: Partner; quantity: number } {
  const { counted, takenBack = 0 } = countsOf(partner, level);
  const benefit = benefitRuleOf(partner, level);
  const given = quotaFor(benefit, counted) - quotaFor(benefit, counted - 1);
  const quantity = Math.max(0, Math.min(given, benefitOf(partner, level).remaining));
  return { partner: withCounts(partner, level, { takenBack: takenBack + quantity }), quantity };
}

/**
 * Counts a reinstated certificate again where it was counted, with the coupons that its revocation took back (R29, R36).
 * It has been counted before: it gives no others.
 */
export function countAgain(
  partner: Partner,
  certificate: ClaimedCertificate,
  coupons: number,
): { partner: Partner; counted: Counted } {
  const { level } = certificate.certification;
  const { standing, takenBack = 0 } = countsOf(partner, level);
  const { counted } = count(partner, certificate, certificate.bindingId === undefined ? "claimed" : "bound");
  return { partner: withCounts(partner, level, { standing: standing + 1, takenBack: takenBack - coupons }), counted };
}

/** A partner's tally for one level: its valid certificates, and all that ever counted. */
export type LevelTally = { readonly valid: number; readonly counted: number };

/**
 * The tally for each level of the programme, exact at any instant (R29): `ended` are the certificates that stand there
 * still though their end has come, for the schedule has not taken them away yet.
 */
export function tallyOf(partner: Partner, ended: readonly Counted[]): Record<string, LevelTally> {
  const { levels } = programmeOf(partner.programmeVersion);
  return Object.fromEntries(
    levels.map(({ level }) => {
      const { standing, counted } = countsOf(partner, level);
      const over = ended.filter((each) => each.level === level).length;
      return [level, { valid: standing - over, counted }];
    }),
  );
}

/** Why a certificate does not count in a tally. */
export const notCountedReasons = [
  "not-claimed",
  "revoked",
  "expired",
  "claimed-while-not-a-member",
  "claimed-after-partnership-ended",
  "counted-under-another-organization",
] as const;

export type NotCounted = (typeof notCountedReasons)[number];

/**
 * Why a certificate does not count under an organization now; nothing if it does. `endedAt`: when its partnership ended,
 * if it has.
 */
export function whyNotCounted(
  certificate: Certificate,
  organizationId: string,
  now: Instant,
  endedAt?: Instant | undefined,
): NotCounted | undefined {
  const status = certificateStatus(certificate, now);
  if (status === "claimable") return "not-claimed";
  if (status !== "valid") return status;
  if (certificate.organizationId === undefined) {
    const claimedAt = certificate.state === "claimed" ? certificate.claimedAt : undefined;
    const isAfter = endedAt !== undefined && claimedAt !== undefined && claimedAt >= endedAt;
    return isAfter ? "claimed-after-partnership-ended" : "claimed-while-not-a-member";
  }
  return certificate.organizationId === organizationId ? undefined : "counted-under-another-organization";
}
