import { clockToleranceMilliseconds, millisecondsOf } from "../instant.ts";
import type { Books, PaymentAccount } from "./books.ts";
import { endOf, type Order, type Return, wasHeld } from "./order.ts";
import { codeOf, type Unit, unitsOf } from "./order-units.ts";
import {
  contentOf,
  idOf,
  inOrder,
  outcomeOf,
  type PaymentDisputed,
  type PaymentFact,
  type PaymentFault,
  type PaymentRefunded,
  type PaymentSucceeded,
} from "./payment-facts.ts";

type TakenBack = PaymentRefunded | PaymentDisputed;

type Taking = {
  readonly of: TakenBack;
  readonly at: string;
  readonly amount: number;
  readonly codes: readonly string[];
};

/** The same for any order and repetition of the facts (R14). */
export function booksOf(order: Order): Books {
  return new Bookkeeping(order).close();
}

class Bookkeeping {
  readonly #order: Order;
  readonly #units: readonly Unit[];
  readonly #faults = new Map<PaymentFact, PaymentFault>();
  readonly #payments = new Map<string, PaymentSucceeded>();
  readonly #refunded = new Map<string, number>();
  readonly #disputed = new Map<string, number>();
  readonly #takings = new Map<string, Taking[]>();

  constructor(order: Order) {
    this.#order = order;
    this.#units = unitsOf(order);
  }

  close(): Books {
    const counted = this.#counted();
    for (const fact of counted) if (fact.type === "payment") this.#payments.set(fact.paymentId, fact);
    for (const fact of counted) if (fact.type === "refund" || fact.type === "dispute") this.#takeBack(fact);
    const payer = this.#payer();
    const { returned, extra } = payer === undefined ? nothingReturned : this.#return(payer);
    const back = this.#units.filter(({ unit }) => returned.has(unit)).reduce((sum, { price }) => sum + price, 0);
    const taken = payer === undefined ? 0 : this.#taken(payer.paymentId);
    const owed = payer === undefined ? 0 : Math.min(Math.max(back + extra - taken, 0), payer.amount - taken);
    const accounts = inOrder([...this.#payments.values()]).map((each) => this.#account(each, payer, owed));
    const paidBy = accounts.find(({ paymentId }) => paymentId === payer?.paymentId);
    const isDisputed = (paidBy?.disputed ?? 0) > 0;
    const forgone = Math.max(taken + owed - back, 0);
    return { accounts, paidBy, isDisputed, returned, forgone, faults: this.#faults };
  }

  /** One fact for each id, the earliest. A payment that fits comes before one that does not. */
  #counted(): PaymentFact[] {
    const firsts = new Map<string, PaymentFact>();
    const isOdd = (fact: PaymentFact) => (fact.type === "payment" && fact.amount !== this.#order.total.amount ? 1 : 0);
    for (const fact of inOrder(this.#order.facts).toSorted((one, other) => isOdd(one) - isOdd(other))) {
      const first = firsts.get(idOf(fact));
      if (first === undefined) firsts.set(idOf(fact), fact);
      else if (contentOf(first) !== contentOf(fact)) this.#faults.set(fact, "differs-from-first-report");
    }
    return inOrder([...firsts.values()]);
  }

  #unfit({ paysOrder, occurredAt, amount, currency, isRetired }: PaymentSucceeded): PaymentFault | undefined {
    const { cancelledAt, placedAt, total } = this.#order;
    if (paysOrder !== undefined) return "payment-of-another-order";
    if (cancelledAt !== undefined) return "order-cancelled";
    // Clocks differ by minutes. A payment from days before is of something else.
    if (millisecondsOf(occurredAt) < millisecondsOf(placedAt) - clockToleranceMilliseconds) return "before-order";
    if (occurredAt >= endOf(this.#order)) return "order-expired";
    if (amount !== total.amount || currency !== total.currency) return "amount-differs";
    return isRetired === true ? "certification-retired" : undefined;
  }

  #takeBack(fact: TakenBack): void {
    const { paymentId, amount, currency, occurredAt: at } = fact;
    const payment = this.#payments.get(paymentId);
    if (payment === undefined || payment.paysOrder !== undefined) {
      this.#faults.set(fact, "payment-not-found");
      return;
    }
    const left = payment.amount - this.#taken(paymentId);
    const isTooMuch = fact.type === "refund" && amount > left;
    if (currency !== payment.currency || isTooMuch) {
      this.#faults.set(fact, currency === payment.currency ? "more-than-paid" : "currency-differs");
      return;
    }
    if (!this.#ownsCodes(fact)) {
      this.#faults.set(fact, "code-of-another-order");
      return;
    }
    const outcome = fact.type === "refund" ? "lost" : outcomeOf(this.#order.facts, fact.disputeId);
    if (outcome === "won") return;
    const taken = Math.min(amount, left);
    add(outcome === "open" ? this.#disputed : this.#refunded, paymentId, taken);
    const codes = fact.type === "refund" ? (fact.codes ?? []) : [];
    this.#takings.set(paymentId, [...(this.#takings.get(paymentId) ?? []), { of: fact, at, amount: taken, codes }]);
  }

  /** A refund that names a foreign code is a mistake, so it takes nothing. */
  #ownsCodes(fact: TakenBack): boolean {
    const named = fact.type === "refund" ? (fact.codes ?? []) : [];
    return named.every((code) => this.#order.codes.some((each) => each.code === code));
  }

  /** The first fitting payment that was not taken back whole, or else the first. */
  #payer(): PaymentSucceeded | undefined {
    const fitting: PaymentSucceeded[] = [];
    for (const payment of inOrder([...this.#payments.values()])) {
      const fault = this.#unfit(payment);
      if (fault === undefined) fitting.push(payment);
      else this.#faults.set(payment, fault);
    }
    const payer = fitting.find(({ paymentId, amount }) => this.#taken(paymentId) < amount) ?? fitting[0];
    for (const each of fitting) if (each !== payer) this.#faults.set(each, "order-already-paid");
    return payer;
  }

  /** Units that staff chose, that a refund names, and more as far as the amount goes (R6). Redeemed ones stay (R3). */
  #return({ paymentId, amount }: PaymentSucceeded): { returned: ReadonlySet<number>; extra: number } {
    const { returns = [], unissuable = [] } = this.#order;
    const returned = new Set<number>();
    const steps: (Taking | Return)[] = [...(this.#takings.get(paymentId) ?? []), ...returns];
    let [gap, extra] = [0, 0];
    const take = (units: readonly number[]) => {
      for (const { unit, price } of this.#units) {
        if (!units.includes(unit) || returned.has(unit) || this.#stays(unit)) continue;
        returned.add(unit);
        gap -= price;
      }
    };
    take(unissuable);
    for (const step of steps.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
      if ("units" in step) {
        take(step.units);
        gap -= step.extra;
        extra += step.extra;
        continue;
      }
      gap += step.amount;
      take(this.#order.codes.flatMap(({ code, unit }) => (step.codes.includes(code) ? [unit] : [])));
      for (const { unit, price } of this.#candidates(step.of)) if (price > 0 && price <= gap) take([unit]);
    }
    // A free line comes back with the last of the money.
    if (amount > 0 && this.#taken(paymentId) === amount) take(this.#units.map(({ unit }) => unit));
    return { returned, extra };
  }

  /** First what staff had asked for by then, then codes from the last one on, then training. */
  #candidates(fact: TakenBack): Unit[] {
    const { returns = [], facts } = this.#order;
    const place = facts.indexOf(fact);
    const asked = new Set(returns.flatMap(({ units, seen = 0 }) => (seen <= place ? units : [])));
    const rank = ({ unit, line }: Unit) => (asked.has(unit) ? 0 : line.product === "offline-training" ? 2 : 1);
    return this.#units.toReversed().toSorted((one, other) => rank(one) - rank(other));
  }

  #stays(unit: number): boolean {
    return !isReturnable(this.#order, unit, this.#units[unit]?.line);
  }

  #taken(paymentId: string): number {
    return (this.#refunded.get(paymentId) ?? 0) + (this.#disputed.get(paymentId) ?? 0);
  }

  #account(payment: PaymentSucceeded, payer: PaymentSucceeded | undefined, owed: number): PaymentAccount {
    const { paymentId, amount, currency, occurredAt } = payment;
    const [refunded, disputed] = [this.#refunded.get(paymentId) ?? 0, this.#disputed.get(paymentId) ?? 0];
    const left = payment.paysOrder === undefined ? amount - refunded - disputed : 0;
    const toRefund = payment === payer ? owed : left;
    return { paymentId, amount, currency, occurredAt, fault: this.#faults.get(payment), refunded, disputed, toRefund };
  }
}

const nothingReturned = { returned: new Set<number>(), extra: 0 };

/** Not if the code was redeemed (R3) or the training was held. */
export function isReturnable(order: Order, unit: number, line: Unit["line"] | undefined): boolean {
  if (line?.product === "offline-training") return !wasHeld(order, unit, line.certificationId);
  return codeOf(order, unit)?.isRedeemed !== true;
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
