import { orderView } from "../../shared/contract/purchase/orders.ts";
import { moveTraining } from "../../shared/contract/purchase/refunds.ts";
import { accept } from "../../shared/domain/decision.ts";
import { toBuyer } from "../../shared/domain/purchase/order-notice.ts";
import * as rules from "../../shared/domain/purchase/refund.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

export const handler = serve(
  step(moveTraining, {
    reads: ({ params }) => ({ order: orders.at(params.orderId) }),
    shown: asRead("order", orderView),
    decide: (facts, refs, { params: { certificationId }, body: { status, reason }, now }) => {
      const decision = rules.moveTraining(facts.get(refs.order), certificationId, status, now);
      if (!decision.accepted) return decision;

      return accept({
        body: orderView(decision.value, now),
        changes: [put(refs.order, decision.value)],
        event: {
          type: "order.training-moved",
          data: { certificationId, status, reason },
          notifications: toBuyer(decision.value, { tells: "training-moved", certificationId, status }),
        },
      });
    },
  }),
);
