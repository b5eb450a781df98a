import { getOrder, listOrders } from "../../shared/contract/purchase/order-operations.ts";
import { orderView } from "../../shared/contract/purchase/orders.ts";
import { visibleOrder } from "../../shared/domain/purchase/order.ts";
import { listStep } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

export const endpoints = [
  listStep(listOrders, ({ account }) => ({
    entity: orders,
    list: lists.account(account.accountId),
    view: orderView,
  })),
  step(getOrder, {
    reads: ({ params }) => ({ order: orders.at(params.orderId) }),
    decide: (facts, refs, { account, now }) =>
      show(
        visibleOrder(facts.get(refs.order), account),
        (order) => orderView(order, now),
        ({ accountId }) => accountId,
      ),
  }),
];
