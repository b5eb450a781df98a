import * as z from "zod";
import type { UsedPayment } from "../../domain/purchase/order.ts";
import type { DisputeClosed } from "../../domain/purchase/payment-facts.ts";
import { entity } from "../core/entity.ts";

/** Written with the order, so that a payment never pays two (R6). */
export const payments = entity<UsedPayment>({
  kind: "payment",
  schema: z.object({ paymentId: z.string(), orderId: z.string(), usedAt: z.string() }),
});

/** A closing names no order, so closings that came first wait here. */
export type Dispute = { readonly orderId?: string | undefined; readonly closings: readonly DisputeClosed[] };

export const disputes = entity<Dispute>({
  kind: "dispute",
  schema: z.object({
    orderId: z.string().optional(),
    closings: z.array(
      z.object({
        type: z.literal("dispute-closed"),
        reportId: z.string().optional(),
        occurredAt: z.string(),
        parked: z.literal("dispute-not-found").optional(),
        disputeId: z.string(),
        won: z.boolean(),
      }),
    ),
  }),
});
