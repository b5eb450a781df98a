import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { ExamCode } from "../exam/exam-code.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import { summaryOf } from "../programme/exam-series.ts";
import { type BenefitRule, levelRule, type Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Issued, LedgerEntry } from "./ledger.ts";
import { benefitOf, benefitRuleOf, countsOf, type Partner, takeCoupons } from "./partner.ts";
import { inForce } from "./partnership.ts";

/**
 * Coupons are issued all or none, in one transaction of 100 items: one for each code (with its event) and 5 more
 * (partner, its event, ledger entry, check of the manager, recorded answer).
 */
export const maximumCoupons = 95;

/** So many more certificates give so many more coupons. */
export type NextStep = { readonly certificates: number; readonly coupons: number };

/** A partner's quota for one level, and what it follows from (R23). */
export type Benefit = {
  readonly quota: number;
  readonly issued: number;
  readonly remaining: number;
  readonly counted: number;
  readonly rule: BenefitRule;
  readonly isOwnRule?: true | undefined;
  readonly extra?: number | undefined;
  readonly nextStep?: NextStep | undefined;
};

export type CouponsIssued = {
  readonly partner: Partner;
  readonly change: BenefitChange;
  readonly codes: readonly ExamCode[];
};

export type BenefitChange = Extract<LedgerEntry, Issued>;

/** The benefits of each level with a benefit rule. */
export function benefitsOf(partner: Partner): { readonly [level: string]: Benefit } {
  const byLevel = programmeOf(partner.programmeVersion).levels.flatMap(({ level }) => {
    const rule = benefitRuleOf(partner, level);
    if (rule === undefined) return [];
    const { counted, extra } = countsOf(partner, level);
    const isOwnRule = partner.benefitRules?.[level] === undefined ? undefined : true;
    const nextStep = nextStepOf(rule, counted);
    return [[level, { ...benefitOf(partner, level), counted, rule, isOwnRule, extra, nextStep }] as const];
  });
  return Object.fromEntries(byLevel);
}

export function nextStepOf(rule: BenefitRule, counted: number): NextStep | undefined {
  if ("base" in rule) {
    return rule.forEachCertificate === 0 ? undefined : { certificates: 1, coupons: rule.forEachCertificate };
  }
  const now = rule.steps.findLast(({ certificates }) => counted >= certificates)?.coupons ?? 0;
  const next = rule.steps.find(({ certificates, coupons }) => certificates > counted && coupons > now);
  return next && { certificates: next.certificates - counted, coupons: next.coupons - now };
}

/**
 * Issues exactly so many exam codes, or none (R24), and never more than the quota (R23). The partnership must be in
 * force, and exam codes must pay for the exam. The current programme decides how long the codes live.
 */
export function applyForCoupons(
  partner: Partner,
  certification: Certification,
  { exam, quantity }: { readonly exam: string; readonly quantity: number },
  { changeId, by, draw }: { readonly changeId: string; readonly by: Account; readonly draw: () => string },
  under: Programme,
  now: Instant,
): Decision<CouponsIssued> {
  const { certificationId, level } = certification;
  const { partnerId } = partner;
  const open = inForce(partner);
  if (!open.accepted) return open;
  if (!paysFor(partner, level, exam, under)) return refuse("exam-not-paid-by-benefits");
  const taken = takeCoupons(partner, level, quantity);
  if (!taken.accepted) return taken;

  const expiresAt = plusMonths(now, under.examCodeMonths);
  const codes = Array.from(
    { length: quantity },
    (): ExamCode => ({
      code: draw(),
      partnerId,
      certification: summaryOf(certification),
      exam,
      programmeVersion: under.version,
      changeId,
      issuedAt: now,
      expiresAt,
      holdings: [],
    }),
  );
  const entry = { changeId, partnerId, at: now, level, quantity, by: by.accountId, certificationId, exam, expiresAt };
  const change: BenefitChange = { ...entry, kind: "issued", codes: codes.map(({ code }) => code) };
  return accept({ partner: taken.value, change, codes });
}

function paysFor(partner: Partner, level: string, exam: string, under: Programme): boolean {
  const ofPartner = programmeOf(partner.programmeVersion).levels.find((each) => each.level === level);
  if (ofPartner === undefined || benefitRuleOf(partner, level) === undefined) return false;
  const rule = levelRule(under, level).exams.find((each) => each.exam === exam);
  return (rule?.examCodeProviders ?? []).length > 0;
}
