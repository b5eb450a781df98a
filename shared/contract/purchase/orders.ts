import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { Coverage } from "../../domain/purchase/authorization-code.ts";
import {
  codesIn,
  endOf,
  maximumCodesInOrder,
  type Order,
  trainingStatus,
  trainingStatuses,
} from "../../domain/purchase/order.ts";
import { booksOf } from "../../domain/purchase/order-books.ts";
import { orderStatus, orderStatuses, sumsOf } from "../../domain/purchase/order-status.ts";
import { paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { heldTraining } from "../../domain/purchase/refund.ts";
import { example, examplePrice } from "../examples.ts";
import { certificationId, identifier, instant, level, location, money, page, paging } from "../fields.ts";
import { operation } from "../operation.ts";

const quantity = z.int().min(1).max(maximumCodesInOrder);
/** The levels with redemption codes. Without any, the rule refuses each level. */
const soldLevels = programme.levels.filter((each) => each.redemptionCodePrice !== undefined);
const redemptionLevel = soldLevels.length > 0 ? z.enum(soldLevels.map((each) => each.level)) : level;

const item = z.discriminatedUnion("product", [
  z.strictObject({ product: z.literal("certification"), certificationId, quantity }),
  z.strictObject({ product: z.literal("redemption-code"), level: redemptionLevel, quantity }),
  z.strictObject({ product: z.literal("offline-training"), certificationId, quantity }),
]);

export const coverageFields = {
  edition: z.enum(["general-purpose", "single-subject"]),
  certificationId: certificationId.optional(),
  levels: z.array(level).optional(),
};

const sum = z.int().meta({ examples: [0] });

/** In the currency's minor unit. */
const sums = {
  paid: sum,
  refunded: sum.meta({ description: "Paid back, or lost in a dispute" }),
  disputed: sum.meta({ description: "Held back while a dispute is open" }),
  toRefund: sum.meta({ description: "Still to be paid back" }),
};

const moneySums = z.object({
  ...sums,
  asked: sum.meta({ description: "As much of `toRefund` as staff have asked the payment provider for" }),
  forgone: sum.meta({
    description: "Paid back although nothing came back for it: redeemed codes, or a part of a price",
  }),
  currency: z.string(),
});

const payment = z.object({
  paymentId: z.string(),
  amount: z.int(),
  currency: z.string(),
  occurredAt: instant,
  reason: z.enum(paymentFaults).optional().meta({ description: "Why it pays nothing" }),
  refunded: sums.refunded,
  disputed: sums.disputed,
  toRefund: sums.toRefund,
});

const placedOrder = {
  orderId: "ord_7f3k9qxw2m8tr5vn",
  status: "awaiting-payment",
  items: [{ product: "certification", certificationId: example.certificationId, quantity: 1, unitPrice: examplePrice }],
  total: examplePrice,
  placedAt: "2026-11-22T09:30:00.000Z",
  payBefore: "2026-11-29T09:30:00.000Z",
};

const exampleCode = {
  code: "EDU-7F3K-9QXW-2M8T-R5VN-8",
  edition: "single-subject",
  certificationId: example.certificationId,
  expiresAt: "2027-11-22T09:31:00.000Z",
};

export const paidOrder = {
  ...placedOrder,
  status: "paid",
  paidAt: "2026-11-22T09:31:00.000Z",
  authorizationCodes: [exampleCode],
};

/** For its buyer and staff. */
export const order = z
  .object({
    orderId: z.string(),
    status: z.enum(orderStatuses),
    items: z.array(
      z.object({
        product: z.enum(["certification", "redemption-code", "offline-training"]),
        certificationId: certificationId.optional(),
        level: level.optional(),
        quantity,
        unitPrice: money,
      }),
    ),
    total: money.extend({ amount: z.int().min(0).meta({ description: "In the currency's minor unit" }) }),
    placedAt: instant,
    payBefore: instant.meta({ description: "From then on it cannot be paid" }),
    paidAt: instant.optional(),
    cancelledAt: instant.optional(),
    authorizationCodes: z
      .array(
        z.object({
          code: z.string(),
          ...coverageFields,
          expiresAt: instant,
          cancelledAt: instant.optional(),
          redeemed: z.literal(true).optional().meta({ description: "It was redeemed when something was taken back" }),
        }),
      )
      .optional()
      .meta({ description: "The issued codes, once paid" }),
    training: z
      .array(z.object({ certificationId, quantity: z.int(), status: z.enum(trainingStatuses) }))
      .optional()
      .meta({ description: "The offline training that the buyer has, and how far it is" }),
    money: moneySums.optional().meta({ description: "Once something was paid" }),
    payments: z.array(payment).optional(),
    reviewedAt: instant.optional().meta({ description: "When staff last reviewed its money" }),
  })
  .meta({
    id: "Order",
    examples: [paidOrder],
  });

export function coverageView(coverage: Coverage) {
  return coverage.edition === "general-purpose"
    ? { edition: coverage.edition, levels: coverage.levels }
    : { edition: coverage.edition, certificationId: coverage.certificationId };
}

/** `status` follows from the facts and the time of the request. */
export function orderView(of: Order, now: Instant) {
  const { orderId, lines, total, placedAt, cancelledAt, facts } = of;
  const books = booksOf(of);
  const { paidBy } = books;
  const status = orderStatus(of, now, books);
  const base = { orderId, status, items: lines, total, placedAt, payBefore: endOf(of), cancelledAt };
  if (facts.length === 0) return base;
  const payments = books.accounts.map(({ fault: reason, ...payment }) => ({ ...payment, reason }));
  const paid = { ...base, money: sumsOf(of, books), payments, reviewedAt: of.reviewed?.at };
  return paidBy === undefined ? paid : { ...paid, paidAt: paidBy.occurredAt, ...givenView(of) };
}

function givenView(of: Order) {
  const authorizationCodes = of.codes.map(({ code, coverage, expiresAt, cancelledAt, isRedeemed: redeemed }) => ({
    code,
    ...coverageView(coverage),
    expiresAt,
    cancelledAt,
    redeemed,
  }));
  const ids = of.lines.flatMap((line) => (line.product === "offline-training" ? [line.certificationId] : []));
  const training = [...new Set(ids)].map((id) => ({
    certificationId: id,
    quantity: heldTraining(of, id),
    status: trainingStatus(of, id),
  }));
  return { authorizationCodes, ...(training.length > 0 && { training }) };
}

export const orderId = identifier("An order's id", "ord_7f3k9qxw2m8tr5vn");

export const placeOrder = operation({
  id: "placeOrder",
  method: "POST",
  path: "/v1/orders",
  auth: "account",
  tag: "Purchase",
  summary: "Order certifications, redemption codes and offline training",
  description: `The prices are those of the products that are on sale now. The codes are issued when the payment is confirmed, at most ${maximumCodesInOrder} in one order. An unpaid order ends after ${inDays(programme.orderDays)}.`,
  body: z.strictObject({
    items: z
      .array(item)
      .min(1)
      .max(20)
      .refine((items) => codesIn(items) <= maximumCodesInOrder, `come to more than ${maximumCodesInOrder} codes`),
  }),
  examples: {
    "A certification": { items: [{ product: "certification", certificationId: example.certificationId, quantity: 1 }] },
    "Redemption codes": {
      items: [{ product: "redemption-code", level: soldLevels.at(-1)?.level ?? example.level, quantity: 10 }],
    },
    "Offline training": {
      items: [{ product: "offline-training", certificationId: example.certificationId, quantity: 1 }],
    },
  },
  answers: {
    201: {
      description: "Placed; it awaits its payment",
      schema: order,
      shows: placedOrder,
      headers: location("/v1/orders/ord_7f3k9qxw2m8tr5vn"),
    },
  },
  refusals: [
    "certification-not-found",
    "certification-not-on-sale",
    "offline-training-not-offered",
    "authorization-code-edition-not-allowed",
  ],
});

export const listOrders = operation({
  id: "listOrders",
  method: "GET",
  path: "/v1/orders",
  auth: "account",
  tag: "Purchase",
  summary: "List my orders, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of orders", schema: page(order) } },
});

export const getOrder = operation({
  id: "getOrder",
  method: "GET",
  path: "/v1/orders/{orderId}",
  auth: "account",
  tag: "Purchase",
  summary: "Get an order",
  description: "A paid order has its codes.",
  params: z.strictObject({ orderId }),
  answers: { 200: { description: "The order", schema: order } },
  refusals: ["order-not-found"],
});

export const cancelOrder = operation({
  id: "cancelOrder",
  method: "POST",
  path: "/v1/orders/{orderId}/cancel",
  auth: "account",
  tag: "Purchase",
  summary: "Cancel an unpaid order",
  params: z.strictObject({ orderId }),
  answers: {
    200: {
      description: "Cancelled",
      schema: order,
      shows: { ...placedOrder, status: "cancelled", cancelledAt: "2026-11-23T08:00:00.000Z" },
    },
  },
  refusals: ["order-not-found", "order-already-paid", "order-already-cancelled", "order-expired"],
});
