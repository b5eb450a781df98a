import { orderView } from "../../shared/contract/purchase/orders.ts";
import { refundOrder } from "../../shared/contract/purchase/refunds.ts";
import { accept } from "../../shared/domain/decision.ts";
import { giftsCancelled, toBuyer } from "../../shared/domain/purchase/order-notice.ts";
import { requestRefund } from "../../shared/domain/purchase/refund.ts";
import { codesSeen } from "../../shared/domain/purchase/settle-order.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { orderChanges, seenCodes, settleRest } from "../../shared/settling/order-changes.ts";
import { Needs } from "../../shared/settling/settlement.ts";
import type { Facts } from "../../shared/store/core/facts.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

type Asked = Parameters<typeof requestRefund>[1];

/** The order with the present state of its codes, because a redeemed code is not paid back (R3). */
function ask(facts: Facts, orderId: string, body: Asked, by: string, call: Parameters<typeof orderChanges>[2]) {
  const needs = new Needs(facts);
  const order = needs.get(orders.at(orderId));
  const seen = order && codesSeen(order, seenCodes(needs, order));
  const decision = requestRefund(seen, body, by, call.now);
  const moved = decision.accepted ? orderChanges(needs, decision.value, call) : undefined;
  return { decision, moved, missing: needs.missing };
}

export const handler = serve(
  step(refundOrder, {
    reads: ({ params }) => ({ order: orders.at(params.orderId) }),
    follow: (facts, _, call) => ask(facts, call.params.orderId, call.body, call.account.accountId, call).missing,
    shown: asRead("order", orderView),
    decide: (facts, _, call) => {
      const { body, account, params, now } = call;
      const { decision, moved } = ask(facts, params.orderId, body, account.accountId, call);
      if (!decision.accepted) return decision;
      if (moved === undefined) throw new Error("an accepted refund changes its order");

      const { order, cancelled, changes } = moved;
      const { amount = 0, reason = "" } = order.returns?.at(-1) ?? {};
      const sum = { amount, currency: order.total.currency };
      const codes = cancelled.map(({ code }) => code);
      const told = toBuyer(order, { tells: "refund-asked", sum, cancelledCodes: codes });
      return accept({
        body: orderView(order, now),
        changes,
        event: {
          type: "order.refund-asked",
          data: { ...sum, codes, reason },
          notifications: [...told, ...giftsCancelled(cancelled)],
        },
        afterwards: () => settleRest(order.unsettledSince === undefined ? undefined : order.orderId, call),
      });
    },
  }),
);
