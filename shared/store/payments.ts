import * as z from "zod";
import type { UsedPayment } from "../domain/order.ts";
import { entity } from "./entity.ts";

/** Which order a payment has paid. Written with the order, so that one payment never pays two (R6). */
export const payments = entity<UsedPayment>({
  kind: "payment",
  schema: z.object({ paymentId: z.string(), orderId: z.string(), usedAt: z.string() }),
});
