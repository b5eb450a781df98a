import { type Certificate, type ClaimedCertificate, certificateStatus } from "./certificate.ts";
import type { Instant } from "./instant.ts";
import { benefitRuleOf, countsOf, type Partner, quotaFor, withCounts } from "./partner.ts";
import { programmeOf } from "./programme-versions.ts";

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
