import type { MoneyFact } from "./sales-operations.ts";
import type { Code, Order, Product } from "./state.ts";

const day = 86_400_000;

type Payment = Extract<MoneyFact, { kind: "payment" }>;

/** An order's money by R6. */
export type Money = {
  readonly payer: Payment | undefined;
  /** Returned units. */
  readonly returned: ReadonlySet<number>;
  /** Facts that do not count, and unusable payments. */
  readonly idle: ReadonlySet<MoneyFact>;
  readonly sums: Sums;
  /** The remainder of each unusable payment. */
  readonly unused: ReadonlyMap<string, number>;
  /** For the payment that pays the order. */
  readonly own: { readonly refunded: number; readonly disputed: number };
};

export type Sums = { [sum in "paid" | "refunded" | "disputed" | "toRefund" | "asked" | "forgone"]: number };

export const trainingPrice = 30_000;

export function priceOf(product: Product): number {
  if ("training" in product) return trainingPrice;
  return "subject" in product ? 12_000 : 1_000;
}

/** Codes come first, line by line, then seats. */
export function unitsOf({ lines }: Pick<Order, "lines">): Product[] {
  const all = lines.flatMap(({ product, quantity }) => Array.from({ length: quantity }, () => product));
  return [...all.filter((each) => !("training" in each)), ...all.filter((each) => "training" in each)];
}

export function totalOf(order: Pick<Order, "lines">): number {
  return unitsOf(order).reduce((sum, each) => sum + priceOf(each), 0);
}

/** The price of some units. */
export function worthOf(order: Order, units: Iterable<number>): number {
  const all = unitsOf(order);
  return [...units].reduce((sum, unit) => sum + priceOf(all[unit] ?? { levels: [] }), 0);
}

/** R3: not paid back any more, because the code was redeemed or the training held. */
export function stays(order: Order, codes: readonly Code[], unit: number): boolean {
  const product = unitsOf(order)[unit];
  if (product === undefined || !("training" in product)) return liveCode(order, codes, unit)?.state === "redeemed";
  const { status, seats } = order.trainings[product.training] ?? { status: "to-arrange", seats: [] };
  return status === "done" && seats.includes(unit);
}

/** The places of units in the order in which they come back: the last code first, seats after all codes. */
export function lastFirst(order: Order): number[] {
  const units = unitsOf(order);
  const isSeat = (unit: number) => ("training" in (units[unit] ?? {}) ? 1 : 0);
  return [...units.keys()].reverse().sort((one, other) => isSeat(one) - isSeat(other));
}

/** Seats that the buyer has. */
export function seatsIn(order: Order, { payer, returned }: Money, certification: string): number[] {
  if (payer === undefined) return [];
  return [...unitsOf(order).entries()].flatMap(([unit, each]) =>
    "training" in each && each.training === certification && !returned.has(unit) ? [unit] : [],
  );
}

export function liveCode(order: Order, codes: readonly Code[], unit: number): Code | undefined {
  const of = order.codes.flatMap((code, at) => (order.units[at] === unit ? (codes[code] ?? []) : []));
  return of.findLast(({ state }) => state !== "cancelled");
}

/** Computes the money from all reports and requests, in the order of their events. */
export function moneyOf(order: Order, codes: readonly Code[]): Money {
  const idle = new Set<MoneyFact>();
  const { payments, takings } = takingsOf(order, idle);
  const taken = (id: string, open?: boolean) =>
    total(takings.filter((each) => each.of.payment === id && (open ?? each.isOpen) === each.isOpen));
  const fitting = payments.filter((each) => fits(order, each));
  const payer = fitting.find(({ id, amount }) => taken(id) < amount) ?? fitting[0];
  const own = takings.filter(({ of }) => of.payment === payer?.id);
  const { returned, extra } = returnsOf(order, codes, payer, own);
  const back = worthOf(order, returned);
  const lost = total(own);
  const owed = payer === undefined ? 0 : Math.min(Math.max(back + extra - lost, 0), payer.amount - lost);
  const others = payments.filter((each) => each !== payer);
  for (const each of others) idle.add(each);
  const unused = new Map(others.map(({ id, amount }) => [id, amount - taken(id)]));
  const toRefund = [...unused.values()].reduce((sum, left) => sum + left, owed);
  const asks = order.returns.filter(({ amount }) => amount > 0);
  const since = asks[0]?.at ?? 0;
  const answered = total(takings.filter(({ of }) => of.kind === "refund" && of.at >= since));
  return {
    payer,
    returned,
    idle,
    unused,
    own: { refunded: total(own.filter(({ isOpen }) => !isOpen)), disputed: total(own.filter(({ isOpen }) => isOpen)) },
    sums: {
      paid: total(payments),
      refunded: total(takings.filter(({ isOpen }) => !isOpen)),
      disputed: total(takings.filter(({ isOpen }) => isOpen)),
      toRefund,
      asked: Math.min(Math.max(total(asks) - answered, 0), toRefund),
      forgone: Math.max(lost + owed - back, 0),
    },
  };
}

type Taking = {
  readonly of: Extract<MoneyFact, { kind: "refund" | "dispute" }>;
  readonly amount: number;
  readonly isOpen: boolean;
};

/** Refunded, lost and disputed amounts of each payment. Their sum is at most the payment. */
function takingsOf({ facts }: Order, idle: Set<MoneyFact>) {
  const ordered = facts.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const payments = ordered.filter((each) => each.kind === "payment").filter(({ isElsewhere }) => !isElsewhere);
  const takings: Taking[] = [];
  for (const of of ordered) {
    if (of.kind !== "refund" && of.kind !== "dispute") continue;
    const payment = payments.find(({ id }) => id === of.payment);
    const left = (payment?.amount ?? 0) - total(takings.filter((each) => each.of.payment === of.payment));
    if (payment === undefined || (of.kind === "refund" && of.amount > left)) {
      idle.add(of);
      continue;
    }
    const last = ordered.findLast((each) => each.kind === "closing" && each.id === of.id);
    const outcome = last?.kind === "closing" ? last.won : undefined;
    if (outcome === true) continue;
    takings.push({ of, amount: Math.min(of.amount, left), isOpen: of.kind === "dispute" && outcome === undefined });
  }
  return { payments, takings };
}

function keyOf({ at, kind, id }: MoneyFact): string {
  return `${at} ${kind} ${id}`;
}

function fits(order: Order, { at, amount, isRetired }: Payment): boolean {
  const { isCancelled, endsAt } = order;
  const placedAt = endsAt - 7 * day;
  const isInTime = placedAt - 300_000 <= at && at < endsAt;
  return !isCancelled && isInTime && amount === totalOf(order) && isRetired !== true;
}

/**
 * Returned units: those that staff took back, those that a refund names, and as many more as the money covers. A refund
 * is for the units that staff had taken back, else for the last units. Redeemed units stay (R3).
 */
function returnsOf(order: Order, codes: readonly Code[], payer: Payment | undefined, takings: readonly Taking[]) {
  const returned = new Set<number>();
  if (payer === undefined) return { returned, extra: 0 };
  const last = lastFirst(order);
  let [gap, extra] = [0, 0];
  const take = (units: readonly number[]) => {
    for (const unit of units) {
      if (returned.has(unit) || stays(order, codes, unit)) continue;
      returned.add(unit);
      gap -= worthOf(order, [unit]);
    }
  };
  take(order.unissuable);
  const steps = [...takings.map((each) => ({ ...each, at: each.of.at })), ...order.returns];
  for (const step of steps.toSorted((one, other) => one.at - other.at)) {
    if ("units" in step) {
      take(step.units);
      gap -= step.extra;
      extra += step.extra;
      continue;
    }
    gap += step.amount;
    const named = step.of.kind === "refund" ? step.of.codes : [];
    take(order.codes.flatMap((code, at) => (named.includes(code) ? (order.units[at] ?? []) : [])));
    const place = order.facts.indexOf(step.of);
    const asked = order.returns.flatMap(({ units, seen }) => (seen <= place ? units : []));
    const byPlace = [...last].sort((one, other) => other - one);
    for (const unit of [...byPlace.filter((each) => asked.includes(each)), ...last])
      if (gap >= worthOf(order, [unit])) take([unit]);
  }
  if (total(takings) === payer.amount) take(last);
  return { returned, extra };
}

function total(of: readonly { readonly amount: number }[]): number {
  return of.reduce((sum, { amount }) => sum + amount, 0);
}
