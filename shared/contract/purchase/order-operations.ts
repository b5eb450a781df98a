import * as z from "zod";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { codesIn, maximumCodesInOrder } from "../../domain/purchase/place-order.ts";
import { example } from "../examples.ts";
import { identifier, location, page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId, level } from "../programme-fields.ts";
import { order, placedOrder, quantity } from "./orders.ts";

/** The levels with redemption codes. Without any, the rule refuses each level. */
const soldLevels = programme.levels.filter((each) => each.redemptionCodePrice !== undefined);
const redemptionLevel = soldLevels.length > 0 ? z.enum(soldLevels.map((each) => each.level)) : level;

const item = z.discriminatedUnion("product", [
  z.strictObject({ product: z.literal("certification"), certificationId, quantity }),
  z.strictObject({ product: z.literal("redemption-code"), level: redemptionLevel, quantity }),
  z.strictObject({ product: z.literal("offline-training"), certificationId, quantity }),
]);

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
