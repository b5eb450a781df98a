import type { Operation } from "./model.ts";
import { lastFirst, liveCode, type Money, moneyOf, stays, unitsOf, worthOf } from "./order-money.ts";
import { refused } from "./refusal.ts";
import { takesMessage } from "./rules-of-codes.ts";
import { subjectOf } from "./rules-of-sales.ts";
import type { MoneyFact } from "./sales-operations.ts";
import { type Answer, type Order, orderStatus, type Product, type State, yearsLater } from "./state.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

const events = {
  payment: "order.paid",
  refund: "order.refunded",
  dispute: "order.disputed",
  closing: "order.dispute-closed",
};

/** R6: the payment's message issues the codes, once; a payment that does not fit is parked. */
export function pay(state: State, { order, message, id, at, amount }: Do<"pay">, now: number): Answer {
  const isRetired = state.orders[order]?.lines.some(({ product }) => isOver(state, product)) === true;
  return receive(state, order, message, { kind: "payment", id, at, amount, isRetired }, now);
}

/** R6, R14: a refund, a dispute or its end, at any time. A dispute's end may arrive first. */
export function money(state: State, { order, message, fact }: Do<"money">, now: number): Answer {
  return receive(state, order, message, fact, now);
}

function receive(state: State, at: number, message: string, fact: MoneyFact, now: number): Answer {
  // The ends of one dispute may follow each other.
  const said = fact.kind === "closing" ? `${fact.at} ${fact.won}` : `of order ${at}`;
  const id = `${fact.kind} ${fact.id} ${said}`;
  if (!takesMessage(state, `payments#${message}`, id, now)) return { status: 422, says: "message-id-reused" };
  if (state.reports.has(id)) return { status: 200, says: "duplicate" };
  const order = state.orders[at];
  const known = fact.kind !== "closing" || state.disputes.get(fact.id)?.isKnown === true;
  const early = state.disputes.get(fact.id)?.closings ?? [];
  if (fact.kind === "closing" && !known) state.disputes.set(fact.id, { isKnown: false, closings: [...early, fact] });
  if (fact.kind === "dispute") state.disputes.set(fact.id, { isKnown: true, closings: [] });
  if (order === undefined || !known) return received(state, id, now, false);
  if (fact.kind === "payment" && !claims(state, at, order, fact)) return received(state, id, now, false);

  const others = fact.kind === "dispute" ? early : [];
  const next = { ...order, facts: [...order.facts, fact, ...others] };
  const counts = !moneyOf(next, state.codes).idle.has(fact);
  const event = counts ? events[fact.kind] : "report.parked";
  settle(state, at, next, event, now);
  return received(state, id, now, counts);
}

/** R6: one payment pays one order, the first that it was told of. What pays nothing there may still pay another. */
function claims(state: State, at: number, order: Order, payment: MoneyFact & { kind: "payment" }): boolean {
  const { id } = payment;
  const claimed = state.payments.get(id) ?? at;
  const other = state.orders[claimed];
  if (claimed !== at && other !== undefined) {
    const [was, is] = [other, { ...order, facts: [...order.facts, payment] }].map((each) => moneyOf(each, state.codes));
    const isWhole = other.facts.some(
      (each) => each.id === id && "amount" in each && was?.unused.get(id) === each.amount,
    );
    if (!isWhole || is?.payer !== payment) return false;
    const facts = other.facts.map((each) =>
      each.kind === "payment" && each.id === id ? { ...each, isElsewhere: true as const } : each,
    );
    state.orders[claimed] = { ...other, facts, events: [...other.events, events.payment] };
  }
  state.payments.set(id, at);
  return true;
}

function received(state: State, id: string, now: number, counts: boolean): Answer {
  const content = { id, provider: "payments", fact: { type: "cancelled", at: now, number: "" } } as const;
  state.reports.set(id, { content, until: now, state: counts ? "applied" : "parked", events: [] });
  return { status: 200, says: counts ? "applied" : "parked" };
}

/** R36: staff request a refund. Owed money goes first, and redeemed codes are never refunded (R3). */
export function refundOrder(state: State, operation: Do<"refund-order">, now: number): Answer {
  const { order: at, codes: named, amount } = operation;
  const order = state.orders[at];
  if (order === undefined) return refused("order-not-found");
  const { payer, returned, sums } = moneyOf(order, state.codes);
  const all = payer === undefined ? [] : lastFirst(order);
  const kept = all.filter((unit) => !returned.has(unit) && !stays(order, state.codes, unit));
  const [owed, left] = [sums.toRefund - sums.asked, sums.paid - sums.refunded - sums.disputed - sums.asked];
  const most = Math.min(owed + worthOf(order, kept), left);
  const ask = (units: readonly number[], sum: number, extra: number): Answer => {
    if (sum === 0) return refused("nothing-to-refund");
    const asked = { at: now, units, amount: sum, extra, seen: order.facts.length };
    const next = { ...order, returns: [...order.returns, asked] };
    settle(state, at, next, "order.refund-asked", now);
    return { status: 200, says: orderStatus(next, now) };
  };
  if (named !== undefined) {
    const units: number[] = [];
    for (const code of new Set(named)) {
      const unit = order.units[order.codes.indexOf(code)];
      if (unit === undefined) return refused("authorization-code-not-found");
      if (state.codes[code]?.state === "cancelled") return refused("authorization-code-cancelled");
      if (!kept.includes(unit)) return refused("authorization-code-already-redeemed");
      units.push(unit);
    }
    return ask(units, Math.min(worthOf(order, units), left), 0);
  }
  const wanted = amount ?? most;
  if (wanted > most) return refused("refund-too-large");
  const units: number[] = [];
  for (const unit of kept) {
    const isCovered = worthOf(order, [...units, unit]) <= wanted - owed;
    if (amount === undefined || isCovered) units.push(unit);
  }
  return ask(units, wanted, Math.max(wanted - owed - worthOf(order, units), 0));
}

/** Issues and cancels codes until each unit that is paid and not returned has one. Tells the buyer. */
function settle(state: State, at: number, next: Order, event: string, now: number): void {
  const was = moneyOf(state.orders[at] ?? next, state.codes);
  let order: Order = { ...next, events: [...next.events, event] };
  const lacking = ({ payer, returned }: Money) =>
    [...(payer === undefined ? [] : unitsOf(order)).entries()].flatMap(([unit, coverage]) => {
      const isToHave = !("training" in coverage) && !returned.has(unit);
      return isToHave && liveCode(order, state.codes, unit) === undefined ? [{ unit, coverage }] : [];
    });
  let is = moneyOf(order, state.codes);
  const over = lacking(is).filter(({ coverage }) => isOver(state, coverage));
  if (over.length > 0) {
    order = { ...order, unissuable: [...order.unissuable, ...over.map(({ unit }) => unit)] };
    is = moneyOf(order, state.codes);
  }
  for (const [place, code] of order.codes.entries()) {
    const known = state.codes[code];
    if (known?.state !== "issued" || !is.returned.has(order.units[place] ?? -1)) continue;
    state.codes[code] = { ...known, state: "cancelled", events: [...known.events, event] };
    if (known.gift !== undefined) state.told.push({ to: known.gift, tells: "gift-cancelled", about: [{ code }] });
  }
  const issued = lacking(is).map(({ unit, coverage }) => {
    const { account: owner } = order;
    const bought = { boughtAt: now, expiresAt: yearsLater(now, 1), events: [event] };
    return { unit, code: state.codes.push({ owner, coverage, ...bought, state: "issued" }) - 1 };
  });
  const codes = issued.map(({ code }) => code);
  const units = issued.map(({ unit }) => unit);
  order = { ...order, codes: [...order.codes, ...codes], units: [...order.units, ...units] };
  state.orders[at] = order;
  if (event === "order.refund-asked") state.told.push({ to: order.account, tells: "refund-asked", about: [] });
  else tell(state, order, was, codes);
}

/** The buyer learns what has moved (R6). */
function tell({ told, codes }: State, order: Order, was: Money, issued: readonly number[]): void {
  const is = moneyOf(order, codes);
  const say = (tells: string, of: readonly number[] = []) =>
    told.push({ to: order.account, tells, about: of.map((code) => ({ code })) });
  const isPaid = was.payer === undefined && is.payer !== undefined;
  const closed = was.sums.disputed - is.sums.disputed;
  const refunded = is.sums.refunded - was.sums.refunded;
  const lost = Math.min(Math.max(closed, 0), Math.max(refunded, 0));
  if (isPaid) say("order-paid", issued);
  for (const [id, left] of is.unused) if (left > 0 && !was.unused.has(id)) say("payment-unusable");
  if (refunded - lost > 0) say("order-refunded");
  if (closed < 0) say("order-disputed");
  if (closed > 0) say("dispute-closed", issued);
  if (!isPaid && closed <= 0 && issued.length > 0) say("order-codes", issued);
}

function isOver({ withdrawals }: State, product: Product): boolean {
  return withdrawals.get(subjectOf(product) ?? "")?.isOver === true;
}
