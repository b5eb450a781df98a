import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import type { Books } from "./books.ts";
import { endOf, type Order } from "./order.ts";
import { booksOf } from "./order-books.ts";

export const orderStatuses = [
  "awaiting-payment",
  "paid",
  "cancelled",
  "expired",
  "refunded",
  "partly-refunded",
  "disputed",
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** The status follows from the facts and `now`, never from the schedule (R6). */
export function orderStatus(order: Order, now: Instant, { paidBy, isDisputed }: Books = booksOf(order)): OrderStatus {
  if (paidBy === undefined) {
    if (order.cancelledAt !== undefined) return "cancelled";
    return now >= endOf(order) ? "expired" : "awaiting-payment";
  }
  if (isDisputed) return "disputed";
  if (paidBy.refunded === 0) return "paid";
  return paidBy.refunded === paidBy.amount ? "refunded" : "partly-refunded";
}

/** Cancels an unpaid order (R6). */
export function cancelOrder(order: Order | undefined, accountId: string, now: Instant): Decision<Order> {
  if (order === undefined || order.accountId !== accountId) return refuse("order-not-found");
  if (booksOf(order).paidBy !== undefined) return refuse("order-already-paid");
  if (order.cancelledAt !== undefined) return refuse("order-already-cancelled");
  if (now >= endOf(order)) return refuse("order-expired");
  return accept({ ...order, cancelledAt: now });
}

/** When the schedule announces the end, or continues unsettled codes (R30). */
export function orderDue(order: Order): Instant | undefined {
  if (order.unsettledSince !== undefined) return order.unsettledSince;
  return isToEnd(order) ? endOf(order) : undefined;
}

/** Nothing if there is no end, or it was announced. */
export function endedOrder(order: Order, now: Instant): Order | undefined {
  return isToEnd(order) && now >= endOf(order) ? { ...order, isEndAnnounced: true } : undefined;
}

function isToEnd(order: Order): boolean {
  const isOpen = order.cancelledAt === undefined && order.isEndAnnounced !== true;
  return isOpen && booksOf(order).paidBy === undefined;
}

export type Sums = {
  readonly paid: number;
  readonly refunded: number;
  readonly disputed: number;
  readonly toRefund: number;
  readonly asked: number;
  readonly forgone: number;
  readonly currency: Money["currency"];
};

/** Money in another currency only stands with its payment. */
export function sumsOf(order: Order, { accounts, forgone, faults }: Books = booksOf(order)): Sums {
  const { currency } = order.total;
  const own = accounts.filter((each) => each.currency === currency && each.fault !== "payment-of-another-order");
  const sum = (of: "amount" | "refunded" | "disputed" | "toRefund") => own.reduce((all, each) => all + each[of], 0);
  const toRefund = sum("toRefund");
  const sums = { paid: sum("amount"), refunded: sum("refunded"), disputed: sum("disputed"), toRefund };
  return { ...sums, asked: Math.min(askedOf(order, faults), toRefund), forgone, currency };
}

/** The amount that staff asked back, less what was paid back since. A refund that does not count is ignored. */
function askedOf({ returns = [], facts }: Order, faults: Books["faults"]): number {
  const asked = returns.filter(({ amount }) => amount > 0);
  const since = asked.map(({ at }) => at).sort()[0];
  if (since === undefined) return 0;
  const counted = facts.filter((each) => each.type === "refund" && each.occurredAt >= since && !faults.has(each));
  const refunds = counted.flatMap((each) => (each.type === "refund" ? [each.amount] : []));
  const all = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);
  return Math.max(all(asked.map(({ amount }) => amount)) - all(refunds), 0);
}
