import * as z from "zod";
import { type DisputeClosed, paymentFaults } from "../../domain/purchase/payment-facts.ts";
import { entity } from "../core/entity.ts";
import { onlyShown } from "../core/stored.ts";

/** The order of a dispute, which its closing does not name; closings that came before it wait here. */
export type Dispute = { readonly orderId?: string | undefined; readonly closings: readonly DisputeClosed[] };

export const disputes = entity<Dispute>()({
  kind: "dispute",
  schema: () =>
    z.object({
      orderId: z.string().optional(),
      closings: z.array(
        z.object({
          type: z.literal("dispute-closed"),
          reportId: z.string().optional(),
          occurredAt: z.string(),
          parked: onlyShown(paymentFaults).optional(),
          disputeId: z.string(),
          won: z.boolean(),
        }),
      ),
    }),
});
