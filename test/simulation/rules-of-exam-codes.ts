import type { Do } from "./partner-operations.ts";
import {
  type ExamCode,
  examCodeStatus,
  holdingOf,
  memberHappened,
  type PartnerState,
  partnerHappened,
  staffAccount,
  whyNotInForce,
} from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { whyNotActing } from "./rules-of-organizations.ts";
import type { StaffOperation } from "./staff-operations.ts";
import { type Answer, certificateStatus, examsOf, type State, titleOf, yearsLater } from "./state.ts";

/** The benefit rule of domain.md: so many to begin with, and one more for each certificate that was ever counted. */
const bases: Readonly<Record<string, number>> = { acp: 10, ace: 2 };
const mostUnused = 20;

export function hasBenefits(level: string): boolean {
  return bases[level] !== undefined;
}

export type Books = {
  readonly valid: number;
  readonly counted: number;
  readonly quota: number;
  readonly issued: number;
  readonly pots: Readonly<Record<"available" | "assigned" | "booked" | "used" | "expired" | "cancelled", number>>;
};

/** R23, R29: counted again each time, from the certificates and codes themselves. */
export function booksOf(
  { certificates, certifications, examCodes, partners }: State,
  partner: number,
  level: string,
  now: number,
) {
  const counted = certificates.filter(
    ({ organization, certification }) => organization === partner && certifications.get(certification) === level,
  );
  const issued = examCodes.filter((each) => each.partner === partner && each.level === level);
  const pots = { available: 0, assigned: 0, booked: 0, used: 0, expired: 0, cancelled: 0 };
  for (const each of issued) pots[examCodeStatus(each, now)] += 1;
  // The replacement has the coupon of the one that it replaces.
  const replaced = issued.filter(({ replaces }) => replaces !== undefined).length;
  pots.cancelled -= replaced;
  const base = bases[level];
  const { rules, extra } = partners[partner] ?? {};
  const rule = rules?.[level] ?? { base, each: 1 };
  const books: Books = {
    valid: counted.filter((each) => certificateStatus(each, now) === "valid").length,
    counted: counted.length,
    quota: rule.base === undefined ? 0 : rule.base + rule.each * counted.length + (extra?.[level] ?? 0),
    issued: issued.length - replaced,
    pots,
  };
  return books;
}

/** R23, R24: so many codes or none. */
export function applyForBenefits(
  state: State,
  { account, partner, certification, exam, quantity }: Do<"benefit">,
  now: number,
): Answer {
  const against = whyNotActing(state, account, partner, "manager", "partner-not-found");
  if (against !== undefined) return refused(against);
  const level = state.certifications.get(certification);
  if (level === undefined) return refused("certification-not-found");
  if (state.withdrawals.has(certification)) return refused("certification-not-on-sale");
  const notInForce = whyNotInForce(state.partners[partner]);
  if (notInForce !== undefined) return refused(notInForce);
  if (bases[level] === undefined || !examsOf[level]?.includes(exam)) return refused("exam-not-paid-by-benefits");
  const { quota, issued } = booksOf(state, partner, level, now);
  if (issued + quantity > quota) return refused("quota-exceeded");
  const created = state.examCodes.length;
  const code = { partner, certification, level, exam, issuedAt: now, expiresAt: yearsLater(now, 1) };
  for (let count = 0; count < quantity; count += 1) {
    state.examCodes.push({ ...code, holdings: [], facts: [], events: ["benefit.issued"] });
  }
  partnerHappened(state, partner, "benefit.issued");
  const remaining = quota - issued - quantity;
  const about = [titleOf(certification), exam, String(quantity), String(remaining)];
  if (account !== staffAccount) state.told.push({ to: account, tells: "coupons-issued", about });
  return { status: 201, says: `${quantity} issued, ${remaining} left`, created };
}

/** R8: refused beside an unclaimed pass or a valid certificate of the same certification. */
export function whyNoExam(
  { certificates }: State,
  account: string,
  certification: string,
  now: number,
): string | undefined {
  const held = certificates.filter((each) => each.account === account && each.certification === certification);
  if (held.some(({ state }) => state === "claimable")) return "certificate-not-claimed";
  return held.some((each) => certificateStatus(each, now) === "valid") ? "certificate-still-valid" : undefined;
}

/** Managers and staff may assign a code. For outsiders it does not exist. */
function whyNotManaging(state: PartnerState, account: string, code: ExamCode | undefined): string | undefined {
  return code === undefined
    ? "exam-code-not-found"
    : whyNotActing(state, account, code.partner, "manager", "exam-code-not-found");
}

/** R25: a manager gives a code to a member. */
export function assign(
  state: State,
  { account, examCode: at, member: named }: Do<"assign">,
  now: number,
  isAlone = true,
): Answer {
  const code = state.examCodes[at];
  const against = whyNotManaging(state, account, code);
  if (code === undefined || against !== undefined) return refused(against);
  const notInForce = whyNotInForce(state.partners[code.partner]);
  if (notInForce !== undefined) return refused(notInForce);
  const member = state.members.get(named);
  if (member?.partner !== code.partner) return refused("member-not-found");
  const status = examCodeStatus(code, now);
  const unused = state.examCodes.filter(
    (each) => /^(assigned|booked)$/.test(examCodeStatus(each, now)) && holdingOf(each)?.account === named,
  );
  const reason =
    whyNoExam(state, named, code.certification, now) ??
    whySpent(status) ??
    (status === "assigned" ? "exam-code-already-assigned" : undefined) ??
    (unused.length >= mostUnused ? "too-many-exam-codes" : undefined);
  if (reason !== undefined) return refused(reason);
  const holding = { account: named, isWritable: member.isWritable, since: now };
  const events = [...code.events, "exam-code.assigned"];
  state.examCodes[at] = { ...code, holdings: [...code.holdings, holding], events };
  if (isAlone) memberHappened(state, named, "exam-code.assigned");
  tellHolder(state, holding, "exam-code-assigned", code, at);
  return { status: 200, says: "assigned" };
}

/** R25: a manager takes back a code until it is used. Its holder may give it back. */
export function takeBack(state: State, { account, examCode: at }: Do<"return">, now: number): Answer {
  const code = state.examCodes[at];
  const last = code?.holdings.at(-1)?.account;
  const isOwn = code !== undefined && last === account && state.members.get(account)?.partner === code.partner;
  const against = isOwn ? undefined : whyNotManaging(state, account, code);
  if (code === undefined || against !== undefined) return refused(against);
  const spent = whySpent(examCodeStatus(code, now));
  if (spent !== undefined) return refused(spent);
  const holding = holdingOf(code);
  if (holding === undefined) return refused("exam-code-not-assigned");
  const holdings = code.holdings.map((each) => ({ until: now, ...each }));
  state.examCodes[at] = { ...code, holdings, events: [...code.events, "exam-code.returned"] };
  memberHappened(state, holding.account, "exam-code.returned");
  if (holding.account !== account) tellHolder(state, holding, "exam-code-taken-back", code, at);
  return { status: 200, says: "available" };
}

/** R36: staff cancel a code that is not booked, or put another in its place. */
export function cancel(state: State, { examCode: at, isReplaced }: Cancelling, now: number): Answer {
  const code = state.examCodes[at];
  if (code === undefined) return refused("exam-code-not-found");
  const spent = whySpent(examCodeStatus(code, now));
  if (spent !== undefined) return refused(spent);
  const [event, holding] = ["exam-code.cancelled", holdingOf(code)];
  state.examCodes[at] = { ...code, isCancelled: true, events: [...code.events, event] };
  if (holding !== undefined) memberHappened(state, holding.account, event);
  const about = [titleOf(code.certification)];
  const { main: to, isWritable } = state.partners[code.partner] ?? { main: "", isWritable: false };
  if (holding?.isWritable) state.told.push({ to: holding.account, tells: event.replace(".", "-"), about });
  if (isWritable) state.told.push({ to, tells: event.replace(".", "-"), about });
  if (!isReplaced) return { status: 200, says: "cancelled" };
  const created = state.examCodes.length;
  const holdings = holding === undefined ? [] : [{ ...holding, since: now }];
  state.examCodes.push({ ...code, issuedAt: now, holdings, facts: [], events: [event], replaces: at });
  if (holding !== undefined) tellHolder(state, holding, "exam-code-assigned", code, created);
  return { status: 200, says: "cancelled", created };
}

type Cancelling = Extract<StaffOperation, { does: "cancel-exam-code" }>;

function whySpent(status: string): string | undefined {
  return /^(used|expired|booked|cancelled)$/.test(status) ? `exam-code-${status}` : undefined;
}

function tellHolder(
  state: PartnerState,
  { account: to, isWritable }: { readonly account: string; readonly isWritable: boolean },
  tells: string,
  { certification, exam }: ExamCode,
  examCode: number,
): void {
  if (isWritable) state.told.push({ to, tells, about: [titleOf(certification), exam, { examCode }] });
}
