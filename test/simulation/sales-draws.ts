import type { Draws } from "./draws.ts";
import type { Operation } from "./model.ts";
import { liveCode, moneyOf, totalOf, unitsOf, worthOf } from "./order-money.ts";
import { staffAccount } from "./partner-state.ts";
import type { Random } from "./random.ts";
import type { MoneyFact } from "./sales-operations.ts";
import { type Code, type Order, orderStatus, type State } from "./state.ts";

export const salesWeights = {
  money: 16,
  "refund-order": 7,
  "take-back-gift": 4,
  "cancel-batch": 1.5,
  "sales-race": 7,
  "late-payment": 3,
  "payment-of-two": 6,
  "move-training": 9,
} as const;

export type SalesDraw = keyof typeof salesWeights;
type Reported = Exclude<MoneyFact, { kind: "payment" }>;

const accounts = ["ana", "bea", "cid", "dan"];
const hour = 3_600_000;

/** Draws money after an order, in any order and with repetitions, and returns. */
export class SalesDraws {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #draws: Draws;
  /** Facts that are reported after their consequences. */
  readonly #late: Operation[] = [];

  constructor(random: Random, stateOf: () => State, draws: Draws) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#draws = draws;
  }

  /** Messages that are still on their way at the end. */
  rest(): Operation[] {
    return this.#late.splice(0);
  }

  one(name: SalesDraw, now: number): Operation[] {
    const random = this.#random;
    const key = this.#draws.name("key");
    switch (name) {
      case "money":
        if (this.#late.length > 0 && random.chance(0.3)) return this.#late.splice(0, 1);
        return this.#buying(now) ?? this.#money(this.#order(), now);
      case "late-payment":
        return this.#beforeItsPayment(now);
      case "payment-of-two":
        return this.#paymentOfTwo(now);
      case "move-training":
        return this.#training(now);
      case "refund-order":
        return this.#refund(this.#order());
      case "take-back-gift": {
        const given = this.#codes(({ gift }) => gift !== undefined);
        const code = (random.chance(0.85) ? random.pick(given) : undefined) ?? this.#draws.code();
        const { owner: account, gift } = this.#stateOf().codes[code] ?? {};
        if (gift !== undefined || account === undefined || random.chance(0.2)) return [this.#takeBack(code)];
        return [{ does: "gift", key, account, code, to: random.pick(accounts) ?? "" }];
      }
      case "cancel-batch": {
        const batches = this.#stateOf().codes.flatMap(({ batch }) => batch ?? []);
        return [{ does: name, key, batch: random.pick(batches) ?? -1 }];
      }
      case "sales-race":
        return this.#race(now);
    }
  }

  /** Another order, or its payment, while there are few that can be paid back. */
  #buying(now: number): Operation[] | undefined {
    const random = this.#random;
    const { orders, codes } = this.#stateOf();
    const held = orders.filter((order) => order.codes.some((code) => codes[code]?.state === "issued"));
    if (held.length > 3) return undefined;
    const isOpen = orders.some((order) => orderStatus(order, now) === "awaiting-payment");
    if (isOpen) return random.chance(0.7) ? this.#draws.payment(now) : undefined;
    const account = random.pick(accounts) ?? "";
    const [key, lines] = [this.#draws.name("key"), this.#draws.lines()];
    return random.chance(0.7) ? [{ does: "order", key, account, lines }] : undefined;
  }

  /** Concurrent operations on money and codes. Only one can succeed, or they must not affect each other. */
  #race(now: number): Operation[] {
    const random = this.#random;
    const at = this.#order();
    const order = this.#stateOf().orders[at];
    const live = order?.codes.filter((each) => this.#stateOf().codes[each]?.state === "issued") ?? [];
    const code = random.pick(live) ?? this.#draws.code();
    const register = () => this.#draws.registering(code);
    const cancel = (): Operation => ({ does: "cancel-code", key: this.#draws.name("key"), code });
    const kinds = random.shuffled([
      () => this.#money(at, now),
      () => this.#money(at, now),
      () => this.#refund(at, true),
      () => [random.chance(0.7) ? register() : cancel()],
      () => [this.#takeBack(code)],
      () => this.#granted(),
      () => this.#moveTraining(),
    ]);
    return kinds.slice(0, random.int(2, 3)).flatMap((each) => each());
  }

  /** A batch is cancelled while one of its codes is redeemed. */
  #granted(): Operation[] {
    const [code] = this.#random.shuffled(this.#codes(({ batch }) => batch !== undefined));
    const batch = this.#stateOf().codes[code ?? -1]?.batch;
    if (code === undefined || batch === undefined) return [];
    return [this.#draws.registering(code), { does: "cancel-batch", key: this.#draws.name("key"), batch }];
  }

  #codes(wanted: (code: Code) => boolean): number[] {
    const { codes } = this.#stateOf();
    return [...codes.entries()].flatMap(([at, each]) => (each.state === "issued" && wanted(each) ? [at] : []));
  }

  #takeBack(code: number): Operation {
    const random = this.#random;
    const owner = this.#stateOf().codes[code]?.owner;
    const account = random.chance(0.3) ? staffAccount : random.chance(0.8) ? owner : undefined;
    return { does: "take-back-gift", key: this.#draws.name("key"), account: account ?? "ana", code };
  }

  /** An order of which something was paid, mostly. */
  #order(): number {
    const { orders } = this.#stateOf();
    const paid = [...orders.entries()].flatMap(([at, { facts }]) => (facts.length > 0 ? [at] : []));
    return (this.#random.chance(0.95) ? this.#random.pick(paid.slice(-6)) : undefined) ?? orders.length - 1;
  }

  /** A refund that is reported before the payment that it pays back. */
  #beforeItsPayment(now: number): Operation[] {
    const [payment] = this.#draws.payment(now);
    if (payment?.does !== "pay") return [];
    this.#late.push(payment);
    const order = this.#stateOf().orders[payment.order];
    if (order === undefined || this.#random.chance(0.3)) return [];
    const amount = this.#amount(order);
    const fact = { kind: "refund", id: this.#draws.name("refund"), payment: payment.id, amount, codes: [] } as const;
    return [this.#say(payment.order, { ...fact, at: now })];
  }

  /** One payment that is told of two orders, by a slip or in error, at once or one after the other. */
  #paymentOfTwo(now: number): Operation[] {
    const random = this.#random;
    const [payment] = this.#draws.payment(now);
    if (payment?.does !== "pay") return [];
    const { orders } = this.#stateOf();
    const others = [...orders.keys()].filter((each) => each !== payment.order).slice(-4);
    const open = others.filter((each) => isOpen(orders[each], now));
    const order = (random.chance(0.6) ? random.pick(open) : undefined) ?? random.pick(others);
    if (order === undefined) return [];
    const both = random.shuffled([payment, { ...payment, order, message: this.#draws.name("message") }]);
    if (random.chance(0.4)) return both;
    this.#late.push(...both.slice(1));
    return both.slice(0, 1);
  }

  /** A training is ordered, paid and then moved. */
  #training(now: number): Operation[] {
    const random = this.#random;
    const entries = [...this.#stateOf().orders.entries()].filter(([, { lines }]) =>
      lines.some(({ product }) => "training" in product),
    );
    if (entries.some(([, { facts }]) => facts.length > 0) && random.chance(0.8)) return this.#moveTraining();
    const [order, open] = entries.find(([, each]) => isOpen(each, now)) ?? [];
    if (order !== undefined && open !== undefined) {
      const [message, id] = [this.#draws.name("message"), this.#draws.name("payment")];
      return [{ does: "pay", order, message, id, at: now, amount: totalOf(open) }];
    }
    const seats = { product: { training: random.pick(["acp-cloud", "acp-data", "ace-cloud"]) ?? "" }, quantity: 2 };
    const lines = [...(random.chance(0.6) ? this.#draws.lines() : []), seats];
    return [{ does: "order", key: this.#draws.name("key"), account: random.pick(accounts) ?? "", lines }];
  }

  /** Mostly of a training that was bought. */
  #moveTraining(): Operation[] {
    const random = this.#random;
    const trainings = [...this.#stateOf().orders.entries()].flatMap(([order, { facts, lines }]) =>
      facts.length === 0 && random.chance(0.9)
        ? []
        : lines.flatMap(({ product }) => ("training" in product ? [{ order, certification: product.training }] : [])),
    );
    const one = random.pick(trainings.slice(-6));
    const status = random.weighted({ "to-arrange": 1, arranged: 2, done: 3 }) ?? "arranged";
    return one === undefined ? [] : [{ does: "move-training", key: this.#draws.name("key"), ...one, status }];
  }

  #money(at: number, now: number): Operation[] {
    const random = this.#random;
    const order = this.#stateOf().orders[at];
    const payments = order?.facts.filter((each) => each.kind === "payment") ?? [];
    const payment = random.pick(payments)?.id;
    if (order === undefined || payment === undefined) return [];
    const open = order.facts.filter(({ kind }) => kind === "dispute");
    const happened = now - random.int(0, 3 * hour);
    const kind = random.weighted({ refund: 8, dispute: 3, closing: open.length > 0 ? 6 : 0, again: 1 });
    const last = order.facts.findLast((each) => each.kind !== "payment");
    if (kind === "again" && last !== undefined) return [this.#say(at, last)];
    if (kind === "closing") {
      const id = random.pick(open)?.id ?? "";
      return [this.#say(at, { kind, id, at: now - random.int(0, hour), won: random.chance(0.6) })];
    }
    const amount = this.#amount(order);
    if (kind === "refund") {
      const codes = random.chance(0.3) ? order.codes.filter(() => random.chance(0.4)) : [];
      return [this.#say(at, { kind, id: this.#draws.name("refund"), at: happened, payment, amount, codes })];
    }
    const dispute = { kind: "dispute", id: this.#draws.name("dispute"), at: happened, payment, amount } as const;
    if (random.chance(0.8)) return [this.#say(at, dispute)];
    this.#late.push(this.#say(at, dispute));
    return [this.#say(at, { kind: "closing", id: dispute.id, at: now, won: random.chance(0.6) })];
  }

  #say(order: number, fact: Reported): Operation {
    return { does: "money", order, message: this.#draws.name("message"), fact };
  }

  /** All of it, some units, or no whole number of units. */
  #amount(order: Order): number {
    const random = this.#random;
    const units = random.shuffled([...unitsOf(order).keys()]);
    return random.weighted({ all: 2, units: 5, part: 2 }) === "part"
      ? random.int(1, totalOf(order))
      : worthOf(order, units.slice(0, random.int(1, units.length)));
  }

  /** `isOfSum`: of all that is owed it could not be told later how much that was, if something else was done at once. */
  #refund(at: number, isOfSum = false): Operation[] {
    const random = this.#random;
    const { orders, codes } = this.#stateOf();
    const order = orders[at];
    const refund = { does: "refund-order", key: this.#draws.name("key"), order: at } as const;
    if (order === undefined) return isOfSum ? [] : [refund];
    if (!isOfSum && random.chance(0.3)) return [refund];
    if (random.chance(0.4)) {
      const isLive = (code: number) =>
        liveCode(order, codes, order.units[order.codes.indexOf(code)] ?? -1) !== undefined;
      const named = random.pick(order.codes.filter((each) => isLive(each) || random.chance(0.2)));
      if (named === undefined) return isOfSum ? [] : [refund];
      return [{ ...refund, codes: [named] }];
    }
    const { toRefund, asked } = moneyOf(order, codes).sums;
    const owed = toRefund - asked;
    return [{ ...refund, amount: owed > 0 && random.chance(0.4) ? owed : this.#amount(order) }];
  }
}

function isOpen(order: Order | undefined, now: number): boolean {
  return order !== undefined && orderStatus(order, now) === "awaiting-payment";
}
