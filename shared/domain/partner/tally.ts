import { type Certificate, type ClaimedCertificate, certificateStatus } from "../certificate/certificate.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { benefitOf, benefitRuleOf, countsOf, type Partner, quotaFor, withCounts } from "./partner.ts";

/**
 * A certificate that counts under a partner (R27–R29), until it ends or is revoked. `why` is the act by which it began to
 * count. `paidBy` is "benefit" if the partner's exam codes paid for all its sittings.
 */
export type Counted = {
  readonly partnerId: string;
  readonly certificateId: string;
  readonly accountId: string;
  readonly holderName: string;
  readonly certificationId: string;
  readonly level: string;
  readonly why: "bound" | "claimed";
  readonly paidBy: "benefit" | "otherwise";
  readonly countedAt: Instant;
  readonly validUntil: Instant;
};

/** Counts a claimed or bound certificate (R27, R28). The tally grows by one, the quota by `granted` coupons (R23). */
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
      partnerId: partner.partnerId,
      certificateId,
      accountId,
      holderName,
      certificationId,
      level,
      why,
      paidBy: isPaid ? "benefit" : "otherwise",
      countedAt: claimedAt,
      validUntil,
    },
    granted: quotaFor(rule, counted + 1) - quotaFor(rule, counted),
  };
}

/** An ended or revoked certificate leaves the tally. The quota stays (R23, R29). */
export function uncount(partner: Partner, level: string): Partner {
  return withCounts(partner, level, { standing: countsOf(partner, level).standing - 1 });
}

/** The unissued coupons that a fraud takes back (R29). */
export function takeBack(partner: Partner, level: string): { partner: Partner; quantity: number } {
  const { counted, takenBack = 0 } = countsOf(partner, level);
  const benefit = benefitRuleOf(partner, level);
  const given = quotaFor(benefit, counted) - quotaFor(benefit, counted - 1);
  const quantity = Math.max(0, Math.min(given, benefitOf(partner, level).remaining));
  return { partner: withCounts(partner, level, { takenBack: takenBack + quantity }), quantity };
}

/** A reinstated certificate, as it was counted before. Earlier versions kept no `why`. */
export type CountedBefore = { readonly coupons: number; readonly why?: Counted["why"] | undefined };

/** Counts a reinstated certificate again, with the coupons that its revocation took back, and no others (R29, R36). */
export function countAgain(
  partner: Partner,
  certificate: ClaimedCertificate,
  { coupons, why = certificate.bindingId === undefined ? "claimed" : "bound" }: CountedBefore,
): { partner: Partner; counted: Counted } {
  const { level } = certificate.certification;
  const { standing, takenBack = 0 } = countsOf(partner, level);
  const { counted } = count(partner, certificate, why);
  return { partner: withCounts(partner, level, { standing: standing + 1, takenBack: takenBack - coupons }), counted };
}

export type LevelTally = { readonly valid: number; readonly counted: number };

/** The tally of each level, exact at any instant (R29). `ended` certificates were not removed by the schedule yet. */
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

export const notCountedReasons = [
  "not-claimed",
  "revoked",
  "expired",
  "claimed-while-not-a-member",
  "claimed-after-partnership-ended",
  "counted-under-another-organization",
] as const;

export type NotCounted = (typeof notCountedReasons)[number];

/** The reason for which a certificate does not count under an organization now. `endedAt` is the end of its partnership. */
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
