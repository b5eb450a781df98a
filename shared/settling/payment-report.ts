import type { Happening } from "../domain/history/event.ts";
import type { Order } from "../domain/purchase/order.ts";
import { booksOf } from "../domain/purchase/order-books.ts";
import { moneyMoved, type OrderNotice } from "../domain/purchase/order-notice.ts";
import { unitsOf } from "../domain/purchase/order-units.ts";
import {
  type DisputeClosed,
  factOf,
  isFull,
  isKnown,
  type PaymentFact,
  type PaymentFault,
  type PaymentMessage,
  type PaymentSucceeded,
} from "../domain/purchase/payment-facts.ts";
import { subjectsOf } from "../domain/purchase/settle-order.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Facts } from "../store/core/facts.ts";
import { disputes } from "../store/purchase/disputes.ts";
import { orders } from "../store/purchase/orders.ts";
import { payments } from "../store/purchase/payments.ts";
import { orderChanges, retiredOf } from "./order-changes.ts";
import { Needs, type Settling } from "./settlement.ts";

export type PaymentSettlement =
  | { readonly fate: "duplicate" }
  | (Moved & { readonly fate: "parked"; readonly reason: PaymentFault })
  | (Moved & { readonly fate: "counts"; readonly event: Happening });

type Moved = {
  readonly changes: readonly Change[];
  readonly notifications: readonly OrderNotice[];
  /** More codes are left than one transaction holds. */
  readonly unsettled?: string | undefined;
};

function parked(reason: PaymentFault, changes: readonly Change[] = []) {
  return { fate: "parked", reason, changes, notifications: [] } as const;
}

export function paymentFirst({ type, data }: PaymentMessage) {
  if (type === "payment.dispute-closed") return { dispute: disputes.at(data.disputeId) };
  const order = orders.at(data.orderId);
  if (type === "payment.succeeded") return { order, payment: payments.at(data.paymentId) };
  return type === "payment.refunded" ? { order } : { order, dispute: disputes.at(data.disputeId) };
}

/** Decides on the set of all payment messages of an order (R6, R14). */
export function weighPayment(facts: Facts, message: PaymentMessage, reportId: string, settling: Settling) {
  const needs = new Needs(facts);
  const settlement = settlePayment(needs, message, reportId, settling);
  return { settlement, missing: needs.missing };
}

function settlePayment(needs: Needs, message: PaymentMessage, reportId: string, settling: Settling): PaymentSettlement {
  const fact = factOf(message, reportId);
  if (fact.type === "dispute-closed") return settleClosing(needs, message, fact, settling);
  if (message.type === "payment.dispute-closed") throw new Error("its fact says the same");
  const order = needs.get(orders.at(message.data.orderId));
  if (order === undefined) return parked("order-not-found");
  if (fact.type === "payment") return settleSucceeded(needs, order, message, fact, settling);
  if (fact.type === "refund") return settleFact(needs, order, message, [fact], settling);

  const ref = disputes.at(fact.disputeId);
  const { orderId = order.orderId, closings = [] } = needs.get(ref) ?? {};
  if (orderId !== order.orderId) return parked("dispute-of-another-order");
  const noted = put(ref, { orderId, closings: [] });
  return settleFact(needs, order, message, [fact, ...closings], settling, [noted]);
}

/** A closing does not name its order, so it waits for its dispute. */
function settleClosing(
  needs: Needs,
  message: PaymentMessage,
  fact: DisputeClosed,
  settling: Settling,
): PaymentSettlement {
  const ref = disputes.at(fact.disputeId);
  const { orderId, closings = [] } = needs.get(ref) ?? {};
  if (orderId === undefined) {
    if (isKnown(closings, fact)) return { fate: "duplicate" };
    if (isFull(closings)) return parked("too-many-reports");
    const kept = { ...fact, parked: "dispute-not-found" } as const;
    return parked("dispute-not-found", [put(ref, { closings: [...closings, kept] })]);
  }
  const order = needs.get(orders.at(orderId));
  return order === undefined ? parked("order-not-found") : settleFact(needs, order, message, [fact], settling);
}

function settleSucceeded(
  needs: Needs,
  order: Order,
  message: PaymentMessage,
  fact: PaymentSucceeded,
  settling: Settling,
): PaymentSettlement {
  const { orderId } = order;
  const retired = retiredOf(needs, subjectsOf(unitsOf(order)), settling.now);
  const seen: PaymentSucceeded = retired.size > 0 ? { ...fact, isRetired: true } : fact;
  const ref = payments.at(fact.paymentId);
  const claim = needs.get(ref);
  const noted = put(ref, { paymentId: fact.paymentId, orderId, usedAt: settling.now });
  if (claim === undefined) return settleFact(needs, order, message, [seen], settling, [noted]);
  if (claim.orderId === orderId) return settleFact(needs, order, message, [seen], settling);

  const other = needs.get(orders.at(claim.orderId));
  const account = other && booksOf(other).accounts.find(({ paymentId }) => paymentId === fact.paymentId);
  // Of a payment that was paid back in part, nobody could tell which order has the rest.
  const isWhole = account !== undefined && account.refunded + account.disputed === 0;
  const isFree = isWhole && account.fault !== undefined && account.fault !== "payment-of-another-order";
  const pays = booksOf({ ...order, facts: [...order.facts, seen] }).faults.get(seen) === undefined;
  if (other === undefined || !isFree || !pays) return parked("payment-of-another-order");
  const left = other.facts.map((each) =>
    each.type === "payment" && each.paymentId === fact.paymentId ? { ...each, paysOrder: orderId } : each,
  );
  const { changes } = orderChanges(needs, { ...other, facts: left }, settling);
  return settleFact(needs, order, message, [seen], settling, [noted, ...changes]);
}

function settleFact(
  needs: Needs,
  order: Order,
  message: PaymentMessage,
  [fact, ...others]: readonly [PaymentFact, ...PaymentFact[]],
  settling: Settling,
  more: readonly Change[] = [],
): PaymentSettlement {
  if (isKnown(order.facts, fact)) return { fate: "duplicate" };
  if (isFull(order.facts)) return parked("too-many-reports");
  const next = { ...order, facts: [...order.facts, fact, ...others] };
  const moved = orderChanges(needs, next, settling, fact.reportId);
  const reason = moved.order.facts.find(({ reportId }) => reportId === fact.reportId)?.parked;
  const notifications = moneyMoved(order, moved.order, moved.issued, moved.cancelled);
  const unsettled = moved.order.unsettledSince === undefined ? undefined : order.orderId;
  if (reason !== undefined) {
    const [first, ...rest] = moved.changes;
    const told = first === undefined ? [] : [{ ...first, data: { reason } }];
    return { ...parked(reason, [...told, ...rest, ...more]), notifications, unsettled };
  }
  const event = { ...happeningOf(message, order), notifications };
  return { fate: "counts", unsettled, notifications, changes: [...moved.changes, ...more], event };
}

function happeningOf(message: PaymentMessage, { total }: Order): Happening {
  switch (message.type) {
    case "payment.succeeded":
      return { type: "order.paid", data: { paymentId: message.data.paymentId, total } };
    case "payment.refunded": {
      const { refundId, paymentId, amount, currency } = message.data;
      return { type: "order.refunded", data: { refundId, paymentId, amount, currency } };
    }
    case "payment.disputed": {
      const { disputeId, paymentId, amount, currency } = message.data;
      return { type: "order.disputed", data: { disputeId, paymentId, amount, currency } };
    }
    case "payment.dispute-closed":
      return { type: "order.dispute-closed", data: { disputeId: message.data.disputeId, won: message.data.won } };
  }
}
