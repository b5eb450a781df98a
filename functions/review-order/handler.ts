import { orderView } from "../../shared/contract/purchase/orders.ts";
import { reviewOrder } from "../../shared/contract/purchase/refunds.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/purchase/order-work.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

export const handler = serve(
  step(reviewOrder, {
    reads: ({ params }) => ({ order: orders.at(params.orderId) }),
    shown: asRead("order", orderView),
    decide: (facts, refs, { body: { reason }, account, now }) => {
      const decision = rules.reviewOrder(facts.get(refs.order), { by: account.accountId, reason, at: now });
      if (!decision.accepted) return decision;

      const { order, sums } = decision.value;
      const { toRefund, disputed, forgone, currency } = sums;
      return accept({
        body: orderView(order, now),
        changes: [put(refs.order, order)],
        event: { type: "order.reviewed", data: { toRefund, disputed, forgone, currency, reason } },
      });
    },
  }),
);
