import type { Operation } from "./model.ts";
import { instant } from "./names.ts";
import { partnerHappened, staffAccount } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { earn } from "./rules-of-bindings.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { rise, succeed, whyNothing } from "./rules-of-one-certification.ts";
import { countsFor } from "./rules-of-organizations.ts";
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

/** R4: staff grant codes that anyone may redeem. */
export function grant(state: State, { coverage, quantity }: Do<"grant">, now: number): Answer {
  if ("subject" in coverage && state.withdrawals.get(coverage.subject)?.isOver) return refused("certification-retired");
  const created = state.codes.length;
  const granted = { boughtAt: now, expiresAt: yearsLater(now, 1), events: ["batch.issued"] };
  for (let count = 0; count < quantity; count += 1) {
    state.codes.push({ coverage, ...granted, batch: created, state: "issued" });
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
  state.told.push({ to, tells: "gift", about: [{ code: at }, instant(code.expiresAt)] });
  return { status: 200, says: "issued" };
}

/** R3, R36: the giver, or staff, take a gift back until it is redeemed. */
export function takeBackGift(state: State, { account, code: at }: Do<"take-back-gift">, now: number): Answer {
  const code = state.codes[at];
  if (code === undefined || (code.owner !== account && account !== staffAccount)) {
    return refused("authorization-code-not-found");
  }
  const spent = whySpent(code, now);
  if (spent !== undefined) return refused(spent);
  if (code.gift === undefined) return refused("authorization-code-not-given");
  for (const to of [code.gift, code.owner ?? ""])
    state.told.push({ to, tells: "gift-taken-back", about: [{ code: at }] });
  const events = [...code.events, "authorization-code.gift-taken-back"];
  state.codes[at] = { ...code, gift: undefined, events };
  return { status: 200, says: "issued" };
}

/** R3: staff cancel the unredeemed codes of a batch. */
export function cancelBatch(state: State, { batch }: Do<"cancel-batch">): Answer {
  if (!state.codes.some((each) => each.batch === batch)) return refused("batch-not-found");
  if (state.cancelledBatches.has(batch)) return refused("batch-already-cancelled");
  state.cancelledBatches.add(batch);
  for (const [at, code] of state.codes.entries()) {
    if (code.batch !== batch || code.state !== "issued") continue;
    state.codes[at] = { ...code, state: "cancelled", events: [...code.events, "batch.cancelled"] };
  }
  return { status: 202, says: "cancelling" };
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
  if (bought !== undefined) {
    const unit = bought.units[bought.codes.indexOf(at)] ?? -1;
    const asked = { at: now, units: [unit], amount: 0, extra: 0, seen: bought.facts.length };
    state.orders[order] = { ...bought, returns: [...bought.returns, asked], events: [...bought.events, event] };
  }
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
export function whyNotAgain(state: State, account: string, certification: string, now: number): string | undefined {
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
  const organization = countsFor(state, account);
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
