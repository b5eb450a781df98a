import { type Partner, type PartnerState, partnerHappened } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { hasBenefits } from "./rules-of-exam-codes.ts";
import type { StaffOperation } from "./staff-operations.ts";
import type { Answer } from "./state.ts";

type Do<Name extends StaffOperation["does"]> = Extract<StaffOperation, { does: Name }>;

/**
 * R36: until staff resume it, a suspended partner gets, gives and takes nobody and nothing. One that has ended never does
 * again, and its unused codes end with it.
 */
export function changePartnership(
  state: PartnerState,
  { partner: at, act }: Do<"change-partnership">,
  now: number,
): Answer {
  const partner = state.partners[at];
  if (partner === undefined) return refused("partner-not-found");
  if (partner.endedAt !== undefined) return refused("partnership-ended");
  if (act === "end") return end(state, at, partner, now);
  const isSuspended = act === "suspend";
  if (isSuspended === (partner.isSuspended ?? false)) {
    return refused(isSuspended ? "partnership-suspended" : "partnership-not-suspended");
  }
  state.partners[at] = { ...partner, isSuspended };
  partnerHappened(state, at, `partner.${act}${isSuspended ? "ed" : "d"}`);
  return told(state, at);
}

/** Members stay, and what is booked goes on to its result. */
function end(state: PartnerState, at: number, partner: Partner, now: number): Answer {
  state.partners[at] = { ...partner, endedAt: now };
  for (const [place, code] of state.examCodes.entries()) {
    if (code.partner === at && now < code.expiresAt) state.examCodes[place] = { ...code, hasEnded: true };
  }
  partnerHappened(state, at, "partner.ended");
  return told(state, at);
}

/** R23: a partner's own rule, or the programme's again. */
export function setBenefitRule(state: PartnerState, { partner: at, level, rule }: Do<"set-benefit-rule">): Answer {
  const partner = state.partners[at];
  if (partner === undefined) return refused("partner-not-found");
  if (partner.endedAt !== undefined) return refused("partnership-ended");
  if (!hasBenefits(level)) return refused("exam-not-paid-by-benefits");
  state.partners[at] = { ...partner, rules: { ...partner.rules, [level]: rule } };
  partnerHappened(state, at, "partner.benefit-rule-set");
  return told(state, at);
}

function told(state: PartnerState, at: number): Answer {
  const { main: to, isWritable, isSuspended, endedAt, name } = state.partners[at] ?? { main: "", name: "" };
  if (isWritable) state.told.push({ to, tells: "partnership", about: [name] });
  const says = isSuspended ? "suspended" : "active";
  return { status: 200, says: endedAt === undefined ? says : "ended" };
}
