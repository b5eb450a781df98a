import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { type BenefitRule, levelRule, type Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";

/** A company and its organization, with the counts behind quota and tally: one write protects them (R23). */
export type Partner = {
  readonly partnerId: string;
  readonly organizationId: string;
  readonly name: string;
  readonly mainAccountId: string;
  readonly mainAccountEmail?: string | undefined;
  /** The programme whose benefit rules apply. */
  readonly programmeVersion: number;
  readonly createdAt: Instant;
  /** A missing level has no counts. */
  readonly levels: { readonly [level: string]: LevelCounts };
  /** Rules that staff agreed with this partner, by level. */
  readonly benefitRules?: { readonly [level: string]: BenefitRule } | undefined;
  readonly suspended?: Pause | undefined;
  /** `settled`: every exam code knows the end. */
  readonly ended?: (Pause & { readonly settled?: true | undefined }) | undefined;
};

export type Pause = { readonly at: Instant; readonly reason: string };

export type LevelCounts = {
  /** Certificates that were ever counted. */
  readonly counted: number;
  /** Counted certificates whose end or revocation is not recorded yet (see `tally.ts`). */
  readonly standing: number;
  readonly issued: number;
  /** Coupons that a fraud took back (R29). */
  readonly takenBack?: number | undefined;
  /** Coupons beyond the benefit rule. */
  readonly extra?: number | undefined;
};

const nothing: LevelCounts = { counted: 0, standing: 0, issued: 0 };

export function countsOf({ levels }: Partner, level: string): LevelCounts {
  return levels[level] ?? nothing;
}

export function withCounts(partner: Partner, level: string, counts: Partial<LevelCounts>): Partner {
  return { ...partner, levels: { ...partner.levels, [level]: { ...countsOf(partner, level), ...counts } } };
}

/** The quota for a number of counted certificates (R23). */
export function quotaFor(rule: BenefitRule | undefined, counted: number): number {
  if (rule === undefined) return 0;
  if ("base" in rule) return rule.base + rule.forEachCertificate * counted;
  return rule.steps.findLast(({ certificates }) => counted >= certificates)?.coupons ?? 0;
}

/** The partner's own rule, or else its programme's. */
export function benefitRuleOf({ benefitRules, programmeVersion }: Partner, level: string): BenefitRule | undefined {
  return benefitRules?.[level] ?? levelRule(programmeOf(programmeVersion), level).benefit;
}

/** Quota, issued and remaining coupons, never below zero (R23). Throws for an unknown level. */
export function benefitOf(partner: Partner, level: string): { quota: number; issued: number; remaining: number } {
  const { counted, issued, takenBack = 0, extra = 0 } = countsOf(partner, level);
  const quota = quotaFor(benefitRuleOf(partner, level), counted) + extra - takenBack;
  return { quota, issued, remaining: Math.max(0, quota - issued) };
}

export function benefitLevels(under: Programme): string[] {
  return under.levels.filter(({ benefit }) => benefit !== undefined).map(({ level }) => level);
}

/** Takes coupons from the quota, all or none (R23, R24). */
export function takeCoupons(partner: Partner, level: string, quantity: number): Decision<Partner> {
  const { issued, remaining } = benefitOf(partner, level);
  return quantity > remaining
    ? refuse("quota-exceeded")
    : accept(withCounts(partner, level, { issued: issued + quantity }));
}
