import * as z from "zod";
import { trainingStatuses } from "../../domain/purchase/order.ts";
import { paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { money } from "../core/stored.ts";

const about = { to: z.string(), orderId: z.string() };
const codes = z.array(z.object({ code: z.string(), isFor: z.string(), expiresAt: z.string() }));

/** An e-mail about an order or a gift, as its event keeps it. */
export const orderNotice = z.discriminatedUnion("tells", [
  z.object({
    ...about,
    tells: z.literal("order-paid"),
    total: money,
    codes,
    training: z.array(z.object({ certificationId: z.string(), quantity: z.number() })),
  }),
  z.object({ ...about, tells: z.literal("order-codes"), codes }),
  z.object({ ...about, tells: z.enum(["order-expired", "order-cancelled"]) }),
  z.object({ ...about, tells: z.literal("payment-unusable"), sum: money, reason: z.enum(paymentFaults) }),
  z.object({
    ...about,
    tells: z.enum(["refund-asked", "order-refunded", "order-disputed"]),
    sum: money,
    cancelledCodes: z.array(z.string()),
  }),
  z.object({ ...about, tells: z.literal("dispute-closed"), isWon: z.boolean(), codes }),
  z.object({
    ...about,
    tells: z.literal("training-moved"),
    certificationId: z.string(),
    status: z.enum(trainingStatuses),
  }),
  z.object({ to: z.string(), tells: z.literal("gift-cancelled"), code: z.string() }),
  z.object({
    to: z.string(),
    tells: z.literal("gift-taken-back"),
    code: z.string(),
    reader: z.enum(["giver", "recipient"]),
    reason: z.string().optional(),
  }),
]);
