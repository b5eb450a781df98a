import { type PartnerState, partnerHappened } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { hasBenefits } from "./rules-of-exam-codes.ts";
import type { StaffOperation } from "./staff-operations.ts";
import type { Answer } from "./state.ts";

type Do<Name extends StaffOperation["does"]> = Extract<StaffOperation, { does: Name }>;

/** R36: until staff resume it, a suspended partner gets, gives and takes nobody and nothing. */
export function changePartnership(state: PartnerState, { partner: at, act }: Do<"change-partnership">): Answer {
  const partner = state.partners[at];
  if (partner === undefined) return refused("partner-not-found");
  const isSuspended = act === "suspend";
  if (isSuspended === (partner.isSuspended ?? false)) {
    return refused(isSuspended ? "partnership-suspended" : "partnership-not-suspended");
  }
  state.partners[at] = { ...partner, isSuspended };
  partnerHappened(state, at, `partner.${act}${isSuspended ? "ed" : "d"}`);
  return told(state, at);
}

/** R23: a partner's own rule, or the programme's again. */
export function setBenefitRule(state: PartnerState, { partner: at, level, rule }: Do<"set-benefit-rule">): Answer {
  const partner = state.partners[at];
  if (partner === undefined) return refused("partner-not-found");
  if (!hasBenefits(level)) return refused("exam-not-paid-by-benefits");
  state.partners[at] = { ...partner, rules: { ...partner.rules, [level]: rule } };
  partnerHappened(state, at, "partner.benefit-rule-set");
  return told(state, at);
}

function told(state: PartnerState, at: number): Answer {
  const { main: to, isWritable, isSuspended, name } = state.partners[at] ?? { main: "", name: "" };
  if (isWritable) state.told.push({ to, tells: "partnership", about: [name] });
  return { status: 200, says: isSuspended ? "suspended" : "active" };
}
