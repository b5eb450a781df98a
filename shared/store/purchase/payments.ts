import * as z from "zod";
import type { UsedPayment } from "../../domain/purchase/order.ts";
import { type DisputeClosed, paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { entity } from "../core/entity.ts";

/** The order that a payment belongs to. Written with the order, so that one payment never pays two (R6). */
export const payments = entity<UsedPayment>()({
  kind: "payment",
  schema: z.object({ paymentId: z.string(), orderId: z.string(), usedAt: z.string() }),
});

/** The order of a dispute, which its closing does not name; closings that came before it wait here. */
export type Dispute = { readonly orderId?: string | undefined; readonly closings: readonly DisputeClosed[] };

export const disputes = entity<Dispute>()({
  kind: "dispute",
  schema: z.object({
    orderId: z.string().optional(),
    closings: z.array(
      z.object({
        type: z.literal("dispute-closed"),
        reportId: z.string().optional(),
        occurredAt: z.string(),
        parked: z.enum(paymentFaults).optional(),
        disputeId: z.string(),
        won: z.boolean(),
      }),
    ),
  }),
});
