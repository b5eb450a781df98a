import type { Operation } from "./model.ts";
import { partnerHappened } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { earn } from "./rules-of-bindings.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { rise, succeed, whyNothing } from "./rules-of-one-certification.ts";
import {
  type Answer,
  type Certificate,
  type Code,
  codeStatus,
  day,
  registrationStatus,
  type State,
  yearsLater,
} from "./state.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

/**
 * R6: the payment's message issues the codes, once; a payment that does not fit is parked. All say that they were made at one
 * time, before any order ended: of two that fit, the one whose id comes first pays, also if it was reported later.
 */
export function pay(state: State, { order: at, message, id, difference }: Do<"pay">, now: number): Answer {
  if (!takesMessage(state, `payments#${message}`, id, now)) return { status: 422, says: "message-id-reused" };
  const again = state.reports.has(id);
  if (again) return { status: 200, says: "duplicate" };
  const found = state.orders[at];
  const isOver =
    found !== undefined && "subject" in found.coverage && state.withdrawals.get(found.coverage.subject)?.isOver;
  const fits = found !== undefined && found.state !== "cancelled" && difference === 0 && isOver !== true;
  const pays = fits && (found.paidBy === undefined || id < found.paidBy);
  state.reports.set(id, paymentReport(id, now, pays));
  if (found === undefined) return { status: 200, says: "parked" };
  if (!pays || found.paidBy !== undefined) state.told.push({ to: found.account, tells: "payment-unusable", about: [] });
  const events = [...found.events, pays ? "order.paid" : "report.parked"];
  state.orders[at] = { ...found, events };
  if (!pays) return { status: 200, says: "parked" };
  state.orders[at] = { ...found, events, state: "paid", paidBy: id };
  if (found.paidBy !== undefined) return { status: 200, says: "applied" };
  const codes = Array.from({ length: found.quantity }, () => {
    const { account: owner, coverage } = found;
    const bought = { boughtAt: now, expiresAt: yearsLater(now, 1), events: ["order.paid"] };
    return state.codes.push({ owner, coverage, ...bought, state: "issued" }) - 1;
  });
  state.orders[at] = { ...found, events, state: "paid", paidBy: id, codes };
  state.told.push({ to: found.account, tells: "order-paid", about: codes.map((code) => ({ code })) });
  return { status: 200, says: "applied" };
}

/** R4: staff grant codes that anyone may redeem. */
export function grant(state: State, { coverage, quantity }: Do<"grant">, now: number): Answer {
  if ("subject" in coverage && state.withdrawals.get(coverage.subject)?.isOver) return refused("certification-retired");
  const created = state.codes.length;
  const granted = { boughtAt: now, expiresAt: yearsLater(now, 1), events: ["batch.issued"] };
  for (let count = 0; count < quantity; count += 1) {
    state.codes.push({ coverage, ...granted, state: "issued" });
  }
  return { status: 202, says: "running", created };
}

/** R3: an owner gives an unredeemed code away. */
export function gift(state: State, { account, code: at, to }: Do<"gift">, now: number): Answer {
  const code = state.codes[at];
  if (code === undefined || code.owner !== account) return refused("authorization-code-not-found");
  const spent = whySpent(code, now);
  if (spent !== undefined) return refused(spent);
  if (code.gift !== undefined) return refused("authorization-code-already-given");
  state.codes[at] = { ...code, gift: to, events: [...code.events, "authorization-code.given"] };
  return { status: 200, says: "issued" };
}

export function cancelCode(state: State, { code: at }: Do<"cancel-code">, now: number): Answer {
  const code = state.codes[at];
  const spent = code === undefined ? "authorization-code-not-found" : whySpent(code, now);
  if (code === undefined || spent !== undefined) return refused(spent);
  const event = "authorization-code.cancelled";
  state.codes[at] = { ...code, state: "cancelled", events: [...code.events, event] };
  const order = state.orders.findIndex(({ codes }) => codes.includes(at));
  const bought = state.orders[order];
  // Its price is to be paid back.
  if (bought !== undefined) state.orders[order] = { ...bought, events: [...bought.events, event] };
  if (code.gift !== undefined) state.told.push({ to: code.gift, tells: "gift-cancelled", about: [{ code: at }] });
  return { status: 200, says: "cancelled" };
}

/** R2–R5, R7, R8. */
export function register(state: State, { account, code: at, certification }: Do<"register">, now: number): Answer {
  const level = state.certifications.get(certification);
  if (level === undefined) return refused("certification-not-found");
  const code = state.codes[at];
  const mayRedeem = code !== undefined && (code.gift ?? code.owner ?? account) === account;
  if (!mayRedeem) return refused("authorization-code-not-found");
  const { coverage, boughtAt } = code;
  const withdrawn = state.withdrawals.get(certification);
  const wasSold = withdrawn === undefined || boughtAt < withdrawn.soldUntil;
  const covers =
    "subject" in coverage ? coverage.subject === certification : wasSold && coverage.levels.includes(level);
  const reason =
    whySpent(code, now) ??
    (withdrawn?.isOver ? "certification-retired" : undefined) ??
    (covers ? undefined : "authorization-code-does-not-cover-certification") ??
    whyNotAgain(state, account, certification, now);
  if (reason !== undefined) return refused(reason);

  const events = ["registration.opened"];
  succeed(state, account, certification, now, "registration.opened");
  const created =
    state.registrations.push({
      account,
      certification,
      level,
      openedAt: now,
      expiresAt: yearsLater(now, 1),
      facts: [],
      events,
    }) - 1;
  state.codes[at] = { ...code, state: "redeemed", registration: created, events: [...code.events, ...events] };
  return { status: 201, says: "open", created };
}

/** R8. */
function whyNotAgain(state: State, account: string, certification: string, now: number): string | undefined {
  const own = state.registrations.filter((each) => each.account === account && each.certification === certification);
  if (own.some((each) => registrationStatus(each, now) === "open")) return "registration-already-open";
  return whyNoExam(state, account, certification, now);
}

/** R19, R28: for a member it counts under the organization of this moment. */
export function claim(state: State, { account, certificate: at }: Do<"claim">, now: number): Answer {
  const certificate = state.certificates[at];
  if (certificate === undefined || certificate.account !== account) return refused("certificate-not-found");
  if (certificate.state === "revoked") return refused("certificate-revoked");
  if (certificate.state === "claimed") return refused("certificate-already-claimed");
  const against = whyNotClaimed(state, certificate);
  if (against !== undefined) return refused(against);
  const organization = state.members.get(account)?.partner;
  const validUntil = yearsLater(now, 2);
  const claimed = { state: "claimed", claimedAt: now, validUntil, organization, why: "claimed" } as const;
  change(state, at, certificate, "certificate.claimed", claimed);
  if (organization !== undefined) partnerHappened(state, organization, "certificate.claimed");
  return { status: 200, says: "valid" };
}

/** R8: of two passes that wait, either may be claimed first. */
function whyNotClaimed(state: State, certificate: Certificate): string | undefined {
  const others = state.certificates.filter((each) => each.state !== "claimable");
  return whyNothing({ certificates: others }, certificate, [certificate.passedAt]);
}

export function revoke(state: State, { certificate: at }: { readonly certificate: number }, now: number): Answer {
  const certificate = state.certificates[at];
  if (certificate === undefined) return refused("certificate-not-found");
  if (certificate.state === "revoked") return refused("certificate-revoked");
  change(state, at, certificate, "certificate.revoked", { state: "revoked", revokedAt: now });
  rise(state, certificate, "certificate.revoked", (pair) => earn(state, pair, "certificate.revoked"));
  return { status: 200, says: "revoked" };
}

export function change(state: State, at: number, of: Certificate, event: string, to: Partial<Certificate>): void {
  state.certificates[at] = { ...of, ...to, events: [...of.events, event] };
}

/** One message id stands for one content, for 30 days from when it came first. */
export function takesMessage(state: State, message: string, id: string, now: number): boolean {
  const known = state.messages.get(message);
  const isNew = known === undefined || now >= known.until;
  if (isNew) state.messages.set(message, { id, until: now + 30 * day });
  return isNew || known.id === id;
}

function whySpent(code: Code, now: number): string | undefined {
  const status = codeStatus(code, now);
  if (status === "cancelled") return "authorization-code-cancelled";
  if (status === "redeemed") return "authorization-code-already-redeemed";
  return status === "expired" ? "authorization-code-expired" : undefined;
}

function paymentReport(id: string, now: number, fits: boolean) {
  const fact = { type: "cancelled", at: now, number: "" } as const;
  const content = { id, provider: "payments", fact };
  return {
    ...{ content, until: now },
    state: fits ? "applied" : "parked",
    events: [fits ? "order.paid" : "report.parked"],
  } as const;
}
