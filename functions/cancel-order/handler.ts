import { cancelOrder } from "../../shared/contract/purchase/order-operations.ts";
import { orderView } from "../../shared/contract/purchase/orders.ts";
import { accept } from "../../shared/domain/decision.ts";
import { toBuyer } from "../../shared/domain/purchase/order-notice.ts";
import * as rules from "../../shared/domain/purchase/order-status.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

export const handler = serve(
  step(cancelOrder, {
    reads: ({ params }) => ({ order: orders.at(params.orderId) }),
    decide: (facts, refs, { account, now }) => {
      const decision = rules.cancelOrder(facts.get(refs.order), account.accountId, now);
      if (!decision.accepted) return decision;

      return accept({
        body: orderView(decision.value, now),
        changes: [put(refs.order, decision.value)],
        event: { type: "order.cancelled", notifications: toBuyer(decision.value, { tells: "order-cancelled" }) },
      });
    },
  }),
);
