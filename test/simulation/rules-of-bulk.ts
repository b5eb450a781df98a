import type { Do } from "./partner-operations.ts";
import { memberHappened, type PartnerState, partnerHappened, whyNotInForce } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { assign, hasBenefits } from "./rules-of-exam-codes.ts";
import { decide, whyNotActing } from "./rules-of-organizations.ts";
import type { Answer, State } from "./state.ts";

/** R25: several codes to members, all or none; never two for one exam to one member. */
export function assignAll(state: State, { account, partner, rows }: Do<"assign-all">, now: number): Answer {
  const against = whyNotActing(state, account, partner, "manager", "partner-not-found");
  if (against !== undefined) return refused(against);
  const notInForce = whyNotInForce(state.partners[partner]);
  if (notInForce !== undefined) return refused(notInForce);
  const examOf = (examCode: number) => {
    const { certification, exam } = state.examCodes[examCode] ?? {};
    return `${certification} ${exam}`;
  };
  const isFit = rows.every(({ examCode, member }, at) => {
    const isTwice = rows
      .slice(0, at)
      .some((each) => each.member === member && examOf(each.examCode) === examOf(examCode));
    return state.examCodes[examCode]?.partner === partner && !isTwice;
  });
  const give = (to: State) =>
    rows.map((row) => assign(to, { does: "assign", key: "", account, ...row }, now, false).status === 200);
  if (!isFit || give(structuredClone(state)).includes(false)) return refused("rows-refused");
  give(state);
  for (const member of new Set(rows.map((row) => row.member))) memberHappened(state, member, "exam-code.assigned");
  return { status: 200, says: `${rows.length} done` };
}

/** R22: several applicants are taken in, all or none. */
export function approveAll(state: State, { account, partner, applications }: Do<"approve-all">): Answer {
  const against = whyNotActing(state, account, partner, "main");
  if (against !== undefined) return refused(against);
  const notInForce = whyNotInForce(state.partners[partner]);
  if (notInForce !== undefined) return refused(notInForce);
  const approve = (to: PartnerState) =>
    applications.map((application) => {
      return decide(to, { does: "approve", key: "", account, partner, application }).status === 200;
    });
  if (approve(structuredClone(state)).includes(false)) return refused("rows-refused");
  approve(state);
  return { status: 200, says: `${applications.length} done` };
}

/** R23: staff grant coupons beside those that the benefit rule gives. */
export function grantCoupons(state: PartnerState, { partner: at, level, quantity }: Do<"grant-coupons">): Answer {
  const partner = state.partners[at];
  if (partner === undefined) return refused("partner-not-found");
  if (partner.endedAt !== undefined) return refused("partnership-ended");
  if (!hasBenefits(level)) return refused("exam-not-paid-by-benefits");
  state.partners[at] = { ...partner, extra: { ...partner.extra, [level]: (partner.extra?.[level] ?? 0) + quantity } };
  partnerHappened(state, at, "partner.coupons-granted");
  if (partner.isWritable) state.told.push({ to: partner.main, tells: "partnership", about: [partner.name] });
  return { status: 200, says: partner.isSuspended ? "suspended" : "active" };
}
