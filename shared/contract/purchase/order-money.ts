import * as z from "zod";
import { paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { instant } from "../instant-fields.ts";

const sum = z.int().meta({ examples: [0] });

/** In the currency's minor unit. */
const sums = {
  paid: sum,
  refunded: sum.meta({ description: "Paid back, or lost in a dispute" }),
  disputed: sum.meta({ description: "Held back while a dispute is open" }),
  toRefund: sum.meta({ description: "Still to be paid back" }),
};

export const moneySums = z.object({
  ...sums,
  asked: sum.meta({ description: "As much of `toRefund` as staff have asked the payment provider for" }),
  forgone: sum.meta({
    description: "Paid back although nothing came back for it: redeemed codes, or a part of a price",
  }),
  currency: z.string(),
});

export const payment = z.object({
  paymentId: z.string(),
  amount: z.int(),
  currency: z.string(),
  occurredAt: instant,
  reason: z.enum(paymentFaults).optional().meta({ description: "Why it pays nothing" }),
  refunded: sums.refunded,
  disputed: sums.disputed,
  toRefund: sums.toRefund,
});
