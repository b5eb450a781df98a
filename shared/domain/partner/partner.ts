import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { type BenefitRule, levelRule, type Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";

/**
 * A partner company with its training organization: one thing with two identifiers. It keeps the counts that its
 * coupon quota and its tally follow from, so that one write guards them against being overdrawn (R23).
 */
export type Partner = {
  readonly partnerId: string;
  readonly organizationId: string;
  readonly name: string;
  readonly mainAccountId: string;
  /** Where the main account is told of what needs it, if staff know an address. */
  readonly mainAccountEmail?: string | undefined;
  /** The benefit rules that it was taken on under. */
  readonly programmeVersion: number;
  readonly createdAt: Instant;
  /** By level; a level that is missing counts nothing yet. */
  readonly levels: { readonly [level: string]: LevelCounts };
  /** The benefit rules that staff agreed with it alone, by level; for other levels its programme's stand. */
  readonly benefitRules?: { readonly [level: string]: BenefitRule } | undefined;
  readonly suspended?: Pause | undefined;
  /** `settled`: the end has been entered in every one of its exam codes. */
  readonly ended?: (Pause & { readonly settled?: true | undefined }) | undefined;
};

/** Since when a partnership rests or is over, and the reason that staff gave. */
export type Pause = { readonly at: Instant; readonly reason: string };

export type LevelCounts = {
  /** Certificates that were ever counted under it. */
  readonly counted: number;
  /** Those of them whose end or revocation is not recorded yet: see `tally.ts` for what is valid at an instant. */
  readonly standing: number;
  /** Coupons issued. */
  readonly issued: number;
  /** Coupons that were taken back with a fraud (R29). */
  readonly takenBack?: number | undefined;
  /** Coupons that staff granted beside what the benefit rule gives. */
  readonly extra?: number | undefined;
};

/** A partner's identifier as an organization, from the one as a company: they differ in their prefixes alone. */
export function organizationIdOf(partnerId: string): string {
  return partnerId.replace(/^par_/, "org_");
}

/** The same the other way round. */
export function partnerIdOf(organizationId: string): string {
  return organizationId.replace(/^org_/, "par_");
}

const nothing: LevelCounts = { counted: 0, standing: 0, issued: 0 };

export function countsOf({ levels }: Partner, level: string): LevelCounts {
  return levels[level] ?? nothing;
}

/** The partner with other counts for one level. */
export function withCounts(partner: Partner, level: string, counts: Partial<LevelCounts>): Partner {
  return { ...partner, levels: { ...partner.levels, [level]: { ...countsOf(partner, level), ...counts } } };
}

/** How many coupons a partner with so many counted certificates of a level may have had issued, by its benefit rule (R23). */
export function quotaFor(rule: BenefitRule | undefined, counted: number): number {
  if (rule === undefined) return 0;
  if ("base" in rule) return rule.base + rule.forEachCertificate * counted;
  return rule.steps.findLast(({ certificates }) => counted >= certificates)?.coupons ?? 0;
}

/** The rule by which a partner gets coupons for a level: its own or its programme's; none where there are no coupons. */
export function benefitRuleOf({ benefitRules, programmeVersion }: Partner, level: string): BenefitRule | undefined {
  return benefitRules?.[level] ?? levelRule(programmeOf(programmeVersion), level).benefit;
}

/**
 * What a partner's quota for a level is, what of it was issued, and what is left (R23). Nothing is left where a rule was
 * set later that gives less than was issued by then; nothing is taken back for that. Throws for an unknown level.
 */
export function benefitOf(partner: Partner, level: string): { quota: number; issued: number; remaining: number } {
  const { counted, issued, takenBack = 0, extra = 0 } = countsOf(partner, level);
  const quota = quotaFor(benefitRuleOf(partner, level), counted) + extra - takenBack;
  return { quota, issued, remaining: Math.max(0, quota - issued) };
}

/** The levels for which partners get coupons. */
export function benefitLevels(under: Programme): string[] {
  return under.levels.filter(({ benefit }) => benefit !== undefined).map(({ level }) => level);
}

/** Takes so many coupons of a level from the quota: all or none (R23, R24). */
export function takeCoupons(partner: Partner, level: string, quantity: number): Decision<Partner> {
  const { issued, remaining } = benefitOf(partner, level);
  return quantity > remaining
    ? refuse("quota-exceeded")
    : accept(withCounts(partner, level, { issued: issued + quantity }));
}
