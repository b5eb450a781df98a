import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import type { AuthorizationCode } from "../../../shared/domain/purchase/authorization-code.ts";
import type { Order, OrderItem } from "../../../shared/domain/purchase/order.ts";
import { booksOf } from "../../../shared/domain/purchase/order-books.ts";
import { cancelOrder, orderStatus, sumsOf } from "../../../shared/domain/purchase/order-status.ts";
import { codeOf, unitsOf } from "../../../shared/domain/purchase/order-units.ts";
import type {
  DisputeClosed,
  PaymentDisputed,
  PaymentFact,
  PaymentRefunded,
} from "../../../shared/domain/purchase/payment-facts.ts";
import { isKnown } from "../../../shared/domain/purchase/payment-facts.ts";
import { placeOrder } from "../../../shared/domain/purchase/place-order.ts";
import { moveTraining, type RefundRequest, requestRefund } from "../../../shared/domain/purchase/refund.ts";
import { codesSeen, settleOrder } from "../../../shared/domain/purchase/settle-order.ts";
import { acceptedBy, ana, certification } from "../given.ts";

export const placedAt = "2027-01-01T00:00:00.000Z";

const catalogue = new Map([
  ["acp", certification("acp", { offlineTraining: { price: { amount: 70_000, currency: "USD" } } })],
  ["ace", certification("ace", { price: { amount: 30_000, currency: "USD" } })],
]);

/** The instant that many hours after the order. */
export function hour(hours: number): string {
  return new Date(Date.parse(placedAt) + hours * 3_600_000).toISOString();
}

/** An order with its codes, following the domain's rules. */
export class Till {
  order: Order;
  readonly codes = new Map<string, AuthorizationCode>();
  #drawn = 0;

  constructor(items: readonly OrderItem[]) {
    this.order = acceptedBy(placeOrder("ord_1", ana, items, catalogue, programme, placedAt));
  }

  get total() {
    return this.order.total;
  }

  pay(paymentId: string, at = hour(1), sum: { amount?: number; currency?: string } = {}): void {
    this.tell({ type: "payment", paymentId, occurredAt: at, ...this.total, ...sum });
  }

  refund(refundId: string, paymentId: string, amount: number, more: Partial<PaymentRefunded> = {}): void {
    this.tell({ type: "refund", refundId, paymentId, amount, currency: "USD", occurredAt: hour(2), ...more });
  }

  dispute(disputeId: string, paymentId: string, amount: number, more: Partial<PaymentDisputed> = {}): void {
    this.tell({ type: "dispute", disputeId, paymentId, amount, currency: "USD", occurredAt: hour(3), ...more });
  }

  close(disputeId: string, won: boolean, more: Partial<DisputeClosed> = {}): void {
    this.tell({ type: "dispute-closed", disputeId, won, occurredAt: hour(4), ...more });
  }

  tell(fact: PaymentFact, now = hour(5), retired: readonly string[] = []): void {
    if (isKnown(this.order.facts, fact)) return;
    this.settle({ ...this.order, facts: [...this.order.facts, fact] }, now, retired);
  }

  cancel(at = hour(0)): void {
    const cancelled = cancelOrder(this.order, "ana", at);
    if (cancelled.accepted) this.order = cancelled.value;
  }

  /** Returns the refusal, if any. */
  ask(request: Omit<RefundRequest, "reason">, now = hour(6)): string {
    const asked = requestRefund(codesSeen(this.order, this.codes), { ...request, reason: "Asked" }, "staff", now);
    if (!asked.accepted) return asked.refusal;
    this.settle(asked.value, now);
    return "accepted";
  }

  hold(certificationId: string): void {
    const moved = moveTraining(this.order, certificationId, "done", hour(5));
    if (moved.accepted) this.order = moved.value;
  }

  redeem(code: string): void {
    const found = this.codes.get(code);
    if (found?.state !== "issued") return;
    const redeemed = { redeemedAt: hour(5), redeemedBy: "ana", registrationId: "reg_1" };
    this.codes.set(code, { ...found, state: "redeemed", ...redeemed });
  }

  /** Repeats until nothing is left to do. */
  settle(order: Order, now: string, retired: readonly string[] = []): void {
    this.order = order;
    do {
      const draw = () => `EDU-${++this.#drawn}`;
      const known = new Map(this.codes);
      const settled = settleOrder(this.order, { known, retired: new Set(retired), draw, under: programme, now });
      for (const code of [...settled.issued, ...settled.cancelled]) this.codes.set(code.code, code);
      this.order = settled.order;
    } while (this.order.unsettledSince !== undefined);
  }

  status(now = hour(7)) {
    return orderStatus(this.order, now);
  }

  sums() {
    return sumsOf(this.order);
  }

  books() {
    return booksOf(this.order);
  }

  /** The units of all codes in a state. */
  unitsWith(state: AuthorizationCode["state"]): number[] {
    return [...this.codes.values()].flatMap(({ code, state: is }) =>
      is === state ? this.order.codes.flatMap((each) => (each.code === code ? [each.unit] : [])) : [],
    );
  }

  /** The value that the buyer holds: codes that are not cancelled, and training that was not returned. */
  held(): number {
    const { paidBy, returned } = this.books();
    const isHeld = (unit: number, isTraining: boolean) => {
      if (isTraining) return paidBy !== undefined && !returned.has(unit);
      const mine = this.order.codes.filter((each) => each.unit === unit);
      return mine.some(({ code }) => this.codes.get(code)?.state !== "cancelled");
    };
    return unitsOf(this.order)
      .filter(({ unit, line }) => isHeld(unit, line.product === "offline-training"))
      .reduce((sum, { price }) => sum + price, 0);
  }

  /** The state without randomly drawn codes. */
  picture() {
    const { accounts, returned, forgone } = this.books();
    const live = unitsOf(this.order).flatMap(({ unit }) => (codeOf(this.order, unit) === undefined ? [] : [unit]));
    return { status: this.status(), sums: this.sums(), accounts, returned: [...returned].sort(), forgone, live };
  }
}

export function certified(certificationId: string, quantity = 1): OrderItem {
  return { product: "certification", certificationId, quantity };
}

export function training(certificationId: string, quantity = 1): OrderItem {
  return { product: "offline-training", certificationId, quantity };
}
