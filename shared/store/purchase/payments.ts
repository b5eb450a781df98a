import * as z from "zod";
import type { UsedPayment } from "../../domain/purchase/order.ts";
import { entity } from "../core/entity.ts";

/** The order that a payment belongs to. Written with the order, so that one payment never pays two (R6). */
export const payments = entity<UsedPayment>()({
  kind: "payment",
  schema: () => z.object({ paymentId: z.string(), orderId: z.string(), usedAt: z.string() }),
});
