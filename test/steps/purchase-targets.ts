import { takeBackGift } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { cancelBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { moveTraining, refundOrder, reviewOrder } from "../../shared/contract/purchase/refunds.ts";
import * as given from "../support/given.ts";
import type { Request } from "../support/invoke.ts";
import { ofPayment, telling } from "../support/paying.ts";
import { call, eventTypes } from "./calls.ts";

type Called = Parameters<typeof call>[0];

/** Operations that end orders, gifts and batches, each on separate things. See `targets`. */
export const purchaseTargets = {
  refundOrder: async () => {
    const order = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], given.someone());
    given.must([200], await given.payment(ofPayment(order)));
    const { orderId } = order;
    return {
      operation: refundOrder,
      body: { amount: 5_000, reason: "Bought by mistake" },
      send: (request: Request, asked: Called = refundOrder) =>
        call(asked, { params: { orderId }, as: given.staff, ...request }),
      stored: () => eventTypes("order", orderId),
    };
  },
  reviewOrder: async () => {
    const order = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], given.someone());
    given.must([200], await given.payment(ofPayment(order)));
    const { orderId } = order;
    given.must([200], await telling("payment.disputed", ofPayment(order, { disputeId: `dsp_${orderId}` })));
    return {
      operation: reviewOrder,
      body: { reason: "The bank was written to" },
      send: (request: Request, asked: Called = reviewOrder) =>
        call(asked, { params: { orderId }, as: given.staff, ...request }),
      stored: () => eventTypes("order", orderId),
    };
  },
  moveTraining: async () => {
    const offlineTraining = { price: { amount: 1, currency: "USD" } };
    const certificationId = await given.certification("acp", { offlineTraining });
    const items = [{ product: "offline-training", certificationId, quantity: 1 }];
    const order = await given.order(items, given.someone());
    given.must([200], await given.payment(ofPayment(order)));
    const { orderId } = order;
    const paramsOf = (asked: Called) => (asked === moveTraining ? { orderId, certificationId } : { orderId });
    return {
      operation: moveTraining,
      body: { status: "arranged", reason: "It begins on Monday" },
      send: (request: Request, asked: Called = moveTraining) =>
        call(asked, { params: paramsOf(asked), as: given.staff, ...request }),
      stored: () => eventTypes("order", orderId),
    };
  },
  takeBackGift: async () => {
    const as = given.someone();
    const code = await given.authorizationCode(await given.certification("acp"), as);
    given.must([200], await given.giving(code, "ben@example.org", as));
    return {
      operation: takeBackGift,
      body: { reason: "A wrong address" },
      send: (request: Request, asked: Called = takeBackGift) => call(asked, { params: { code }, as, ...request }),
      stored: () => eventTypes("authorization-code", code),
    };
  },
  cancelBatch: async () => {
    const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["aca"], quantity: 1 });
    return {
      operation: cancelBatch,
      body: { reason: "The list was lost" },
      send: (request: Request, asked: Called = cancelBatch) =>
        call(asked, { params: { batchId }, as: given.staff, ...request }),
      stored: () => eventTypes("batch", batchId),
    };
  },
};
