import * as z from "zod";
import { trainingStatuses } from "../../domain/purchase/order.ts";
import { authorizationCode } from "../code-fields.ts";
import { example, examplePrice } from "../examples.ts";
import { text } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId } from "../programme-fields.ts";
import { orderId } from "./order-operations.ts";
import { order, paidOrder } from "./orders.ts";

const reason = text(500);

const { amount, currency } = examplePrice;
const untouched = { refunded: 0, disputed: 0, toRefund: 0 };
const exampleMoney = { paid: amount, ...untouched, asked: 0, forgone: 0, currency };
const examplePayment = { paymentId: "pay_1", amount, currency, occurredAt: paidOrder.paidAt, ...untouched };

/** Nothing is paid back yet: the order is what it was, but for its codes. */
const askedBack = {
  ...paidOrder,
  authorizationCodes: paidOrder.authorizationCodes.map((code) => ({
    ...code,
    cancelledAt: "2026-11-24T08:00:00.000Z",
  })),
  money: { ...exampleMoney, toRefund: amount, asked: amount },
  payments: [{ ...examplePayment, toRefund: amount }],
};

const reviewed = {
  ...paidOrder,
  status: "disputed",
  money: { ...exampleMoney, disputed: amount },
  payments: [{ ...examplePayment, disputed: amount }],
  reviewedAt: "2026-11-24T08:00:00.000Z",
};

const trained = {
  ...paidOrder,
  items: [
    { product: "offline-training", certificationId: example.certificationId, quantity: 1, unitPrice: examplePrice },
  ],
  authorizationCodes: [],
  training: [{ certificationId: example.certificationId, quantity: 1, status: "arranged" }],
  money: exampleMoney,
  payments: [examplePayment],
};

export const refundOrder = operation({
  id: "refundOrder",
  method: "POST",
  path: "/v1/orders/{orderId}/refund",
  auth: "staff",
  tag: "Purchase",
  summary: "Refund an order",
  description:
    "States the sum that the payment provider is to pay back. The order then waits for `payment.refunded`. With `codes`, these codes are taken back. With `amount`, the owed money is paid back first, then unredeemed codes up to the amount. Without both, everything refundable is paid back. The codes are cancelled at once. Redeemed codes are not refunded.",
  params: z.strictObject({ orderId }),
  body: z
    .strictObject({
      amount: z
        .int()
        .min(1)
        .optional()
        .meta({ description: "In the minor unit of the order's currency", examples: [12_000] }),
      codes: z.array(authorizationCode).min(1).max(100).optional(),
      reason,
    })
    .refine(({ amount, codes }) => amount === undefined || codes === undefined, {
      path: ["codes"],
      error: "stands beside an amount",
    }),
  examples: {
    "All of it": { reason: "The buyer fell ill" },
    "Some codes": { codes: ["EDU-7F3K-9QXW-2M8T-R5VN-8"], reason: "Bought one too many" },
    "An amount": { amount: 12_000, reason: "Paid twice" },
  },
  answers: { 200: { description: "Asked for; the codes are cancelled", schema: order, shows: askedBack } },
  refusals: [
    "order-not-found",
    "authorization-code-not-found",
    "authorization-code-cancelled",
    "authorization-code-already-redeemed",
    "nothing-to-refund",
    "refund-too-large",
  ],
});

export const reviewOrder = operation({
  id: "reviewOrder",
  method: "POST",
  path: "/v1/orders/{orderId}/review",
  auth: "staff",
  tag: "Purchase",
  summary: "Mark an order's money as reviewed",
  description:
    "Removes the order from the work list: a dispute, a refund for redeemed codes, or a refund that the payment provider has not reported. The order returns to the list when its money moves. Nothing is paid.",
  params: z.strictObject({ orderId }),
  body: z.strictObject({ reason }),
  examples: { "With the reason": { reason: "The provider's statement shows the refund" } },
  answers: { 200: { description: "Noted", schema: order, shows: reviewed } },
  refusals: ["order-not-found", "nothing-to-review"],
});

export const moveTraining = operation({
  id: "moveTraining",
  method: "POST",
  path: "/v1/orders/{orderId}/training/{certificationId}",
  auth: "staff",
  tag: "Purchase",
  summary: "Set the progress of an offline training",
  description: "To arrange, arranged, or done. The buyer gets an e-mail.",
  params: z.strictObject({ orderId, certificationId }),
  body: z.strictObject({ status: z.enum(trainingStatuses), reason: reason.optional() }),
  examples: { Arranged: { status: "arranged", reason: `The course for ${example.title} begins on Monday` } },
  answers: { 200: { description: "Noted", schema: order, shows: trained } },
  refusals: ["order-not-found", "training-not-bought"],
});
