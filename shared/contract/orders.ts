import * as z from "zod";
import type { Coverage } from "../domain/authorization-code.ts";
import { codesIn, maximumCodesInOrder, type Order } from "../domain/order.ts";
import { programme } from "../domain/programme-versions.ts";
import { example, examplePrice } from "./examples.ts";
import { certificationId, identifier, instant, instantInput, level, location, money, page, paging } from "./fields.ts";
import { operation } from "./operation.ts";
import { unknownMessage } from "./unknown-message.ts";

const quantity = z.int().min(1).max(maximumCodesInOrder);
/** The levels that redemption codes are sold for. Where there is none, the rule refuses each. */
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

const order = z
  .object({
    orderId: z.string(),
    status: z.enum(["awaiting-payment", "paid", "cancelled"]),
    items: z.array(
      z.object({
        product: z.enum(["certification", "redemption-code", "offline-training"]),
        certificationId: certificationId.optional(),
        level: level.optional(),
        quantity,
        unitPrice: money,
      }),
    ),
    total: money,
    placedAt: instant,
    paidAt: instant.optional(),
    cancelledAt: instant.optional(),
    authorizationCodes: z
      .array(z.object({ code: z.string(), ...coverageFields, expiresAt: instant }))
      .optional()
      .meta({ description: "The issued codes, once paid" }),
  })
  .meta({
    id: "Order",
    examples: [
      {
        orderId: "ord_7f3k9qxw2m8tr5vn",
        status: "paid",
        items: [
          {
            product: "certification",
            certificationId: example.certificationId,
            quantity: 1,
            unitPrice: examplePrice,
          },
        ],
        total: examplePrice,
        placedAt: "2026-11-22T09:30:00.000Z",
        paidAt: "2026-11-22T09:31:00.000Z",
        authorizationCodes: [
          {
            code: "EDU-7F3K-9QXW-2M8T-R5VN-8",
            edition: "single-subject",
            certificationId: example.certificationId,
            expiresAt: "2027-11-22T09:31:00.000Z",
          },
        ],
      },
    ],
  });

/** What a code is good for, as its fields in an answer. */
export function coverageView(coverage: Coverage) {
  return coverage.edition === "general-purpose"
    ? { edition: coverage.edition, levels: coverage.levels }
    : { edition: coverage.edition, certificationId: coverage.certificationId };
}

export function orderView(of: Order) {
  const { orderId, lines, total, placedAt, state } = of;
  const base = { orderId, status: state, items: lines, total, placedAt };
  if (of.state === "cancelled") return { ...base, cancelledAt: of.cancelledAt };
  if (of.state !== "paid") return base;
  const authorizationCodes = of.codes.map(({ code, coverage, expiresAt }) => ({
    code,
    ...coverageView(coverage),
    expiresAt,
  }));
  return { ...base, paidAt: of.paidAt, authorizationCodes };
}

const orderId = identifier("An order's id", "ord_7f3k9qxw2m8tr5vn");

export const placeOrder = operation({
  id: "placeOrder",
  method: "POST",
  path: "/v1/orders",
  auth: "account",
  tag: "Purchase",
  summary: "Order certifications, redemption codes and offline training",
  description: `Priced at what is on sale now. The codes, ${maximumCodesInOrder} at most in one order, are issued when the payment is confirmed.`,
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
  summary: "List one's orders, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of orders", schema: page(order) } },
});

export const getOrder = operation({
  id: "getOrder",
  method: "GET",
  path: "/v1/orders/{orderId}",
  auth: "account",
  tag: "Purchase",
  summary: "Look an order up, with its codes once it is paid",
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
  summary: "Cancel an order that is not paid",
  params: z.strictObject({ orderId }),
  answers: { 200: { description: "Cancelled", schema: order } },
  refusals: ["order-not-found", "order-already-paid", "order-already-cancelled"],
});

/** What every webhook answers: what became of the message. */
export const webhookAnswers = {
  200: {
    description: "Applied; known already; or kept for staff, because it can never be applied",
    schema: z
      .object({ status: z.enum(["applied", "duplicate", "parked"]), reason: z.string().optional() })
      .meta({ id: "Received", examples: [{ status: "applied" }] }),
  },
  202: {
    description: "Kept: it waits for what it names, and is applied when that appears",
    schema: z
      .object({
        status: z.literal("waiting"),
        waitsFor: z.object({ kind: z.string(), id: z.string() }),
        retryUntil: instant,
      })
      .meta({
        id: "Waiting",
        examples: [
          {
            status: "waiting",
            waitsFor: { kind: "confirmation-number", id: example.firstNumber },
            retryUntil: "2026-11-25T09:30:00.000Z",
          },
        ],
      }),
  },
};

const paymentSucceeded = z
  .object({
    type: z.literal("payment.succeeded"),
    occurredAt: instantInput,
    data: z.object({
      orderId,
      paymentId: identifier("The provider's id of the payment", "pay_1"),
      amount: z
        .int()
        .min(0)
        .meta({ description: "In the currency's minor unit", examples: [12_000] }),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .meta({ description: "ISO 4217", examples: [programme.currency] }),
    }),
  })
  .meta({ id: "PaymentSucceeded", description: "An order was paid" });

/** What the payment provider tells us. Fields that we do not know are ignored (R17). */
export const paymentMessages = [paymentSucceeded] as const;

const paymentBody = z.union([
  ...paymentMessages,
  unknownMessage(paymentMessages.flatMap(({ shape }) => [...shape.type.values])),
]);

/** Whether a message is one that we know. */
export function isKnownPayment(message: z.infer<typeof paymentBody>): message is z.infer<typeof paymentSucceeded> {
  return paymentSucceeded.shape.type.safeParse(message.type).success;
}

export const confirmPayment = operation({
  id: "confirmPayment",
  method: "POST",
  path: "/v1/webhooks/payments",
  auth: "signed",
  tag: "Purchase",
  summary: "The payment provider confirms an order's payment",
  description:
    "Fields that are not known here are ignored; a message of a type that is not known here is kept for staff.",
  body: paymentBody,
  examples: {
    "payment.succeeded": {
      type: "payment.succeeded",
      occurredAt: "2026-11-22T09:30:40Z",
      data: { orderId: "ord_7f3k9qxw2m8tr5vn", paymentId: "pay_1", ...examplePrice },
    },
  },
  answers: { 200: webhookAnswers[200] },
});
