import { drawSortableId, type Random } from "../code.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { BenefitRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { LedgerEntry } from "./ledger.ts";
import { benefitOf, benefitRuleOf, countsOf, type Partner, withCounts } from "./partner.ts";
import { notEnded } from "./partnership.ts";

/** Randomness is an argument (R31). */
export type Granting = {
  readonly by: string;
  readonly reason: string;
  readonly now: Instant;
  readonly random: Random;
};

/** Without an entry where the quota stays the same. */
export type Regranted = { readonly partner: Partner; readonly entries: readonly LedgerEntry[] };

/** Sets or removes a partner's own rule. A rule below what was issued issues nothing, and takes nothing back (R23). */
export function setBenefitRule(
  partner: Partner | undefined,
  level: string,
  rule: BenefitRule | undefined,
  granting: Granting,
): Decision<Regranted> {
  const open = notEnded(partner);
  if (!open.accepted) return open;
  if (!paidWithCodes(open.value, level)) return refuse("exam-not-paid-by-benefits");
  const { [level]: _, ...others } = open.value.benefitRules ?? {};
  const benefitRules = rule === undefined ? others : { ...others, [level]: rule };
  return accept(regranted(open.value, { ...open.value, benefitRules }, level, granting));
}

/** Grants coupons beyond the benefit rule (R23). */
export function grantCoupons(
  partner: Partner | undefined,
  level: string,
  quantity: number,
  granting: Granting,
): Decision<Regranted> {
  const open = notEnded(partner);
  if (!open.accepted) return open;
  const hasRule = paidWithCodes(open.value, level) && benefitRuleOf(open.value, level) !== undefined;
  if (!hasRule) return refuse("exam-not-paid-by-benefits");
  const { extra = 0 } = countsOf(open.value, level);
  return accept(regranted(open.value, withCounts(open.value, level, { extra: extra + quantity }), level, granting));
}

function paidWithCodes({ programmeVersion }: Partner, level: string): boolean {
  const rule = programmeOf(programmeVersion).levels.find((each) => each.level === level);
  return (rule?.exams ?? []).some(({ examCodeProviders = [] }) => examCodeProviders.length > 0);
}

function regranted(before: Partner, partner: Partner, level: string, granting: Granting): Regranted {
  const { by, reason, now, random } = granting;
  const quantity = benefitOf(partner, level).quota - benefitOf(before, level).quota;
  const entry = { changeId: drawSortableId("bch", random, now), partnerId: partner.partnerId, at: now, level, by };
  return { partner, entries: quantity === 0 ? [] : [{ ...entry, quantity, kind: "granted", why: "staff", reason }] };
}
