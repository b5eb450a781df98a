import * as z from "zod";
import type { Order } from "../domain/order.ts";
import { entity, lists } from "./entity.ts";
import { coverage, money } from "./stored.ts";

const sold = { quantity: z.number(), unitPrice: money };

const line = z.discriminatedUnion("product", [
  z.object({ product: z.literal("certification"), certificationId: z.string(), ...sold }),
  z.object({ product: z.literal("redemption-code"), level: z.string(), ...sold }),
  z.object({ product: z.literal("offline-training"), certificationId: z.string(), ...sold }),
]);

const placed = z.object({
  orderId: z.string(),
  accountId: z.string(),
  email: z.string().optional(),
  lines: z.array(line),
  total: money,
  placedAt: z.string(),
});

const schema: z.ZodType<Order> = z.discriminatedUnion("state", [
  placed.extend({ state: z.literal("awaiting-payment") }),
  placed.extend({
    state: z.literal("paid"),
    paidAt: z.string(),
    paymentId: z.string(),
    codes: z.array(z.object({ code: z.string(), coverage, expiresAt: z.string() })),
  }),
  placed.extend({ state: z.literal("cancelled"), cancelledAt: z.string() }),
]);

export const orders = entity<Order>({
  kind: "order",
  schema,
  owner: ({ accountId, placedAt }) => ({ list: lists.account(accountId), sort: placedAt }),
  email: ({ email }) => email,
});
