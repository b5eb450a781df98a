import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { endOf, type Order, trainingStatus, trainingStatuses } from "../../domain/purchase/order.ts";
import { booksOf } from "../../domain/purchase/order-books.ts";
import { orderStatus, orderStatuses, sumsOf } from "../../domain/purchase/order-status.ts";
import { maximumCodesInOrder } from "../../domain/purchase/place-order.ts";
import { heldTraining } from "../../domain/purchase/refund.ts";
import { example, examplePrice } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId, level, money } from "../programme-fields.ts";
import { coverageFields, coverageView } from "./coverage.ts";
import { moneySums, payment } from "./order-money.ts";

export const quantity = z.int().min(1).max(maximumCodesInOrder);

export const placedOrder = {
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
