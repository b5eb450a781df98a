import { placeOrder } from "../../shared/contract/purchase/order-operations.ts";
import { orderView } from "../../shared/contract/purchase/orders.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import * as rules from "../../shared/domain/purchase/place-order.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

export const handler = serve(
  step(placeOrder, {
    reads: ({ body }) => {
      const ids = body.items.flatMap((item) => ("certificationId" in item ? [item.certificationId] : []));
      return Object.fromEntries(ids.map((id) => [id, certifications.at(id)]));
    },
    decide: (facts, refs, { account, body, now, random }) => {
      const catalogue = new Map(
        Object.entries(refs).flatMap(([id, ref]) => {
          const certification = facts.get(ref);
          return certification === undefined ? [] : [[id, certification]];
        }),
      );
      const orderId = drawId("ord", random);
      const decision = rules.placeOrder(orderId, account, body.items, catalogue, programme, now);
      if (!decision.accepted) return decision;

      return accept({
        status: 201,
        headers: { location: `/v1/orders/${orderId}` },
        body: orderView(decision.value, now),
        changes: [put(orders.at(orderId), decision.value)],
        event: { type: "order.placed", data: { total: decision.value.total } },
      });
    },
  }),
);
