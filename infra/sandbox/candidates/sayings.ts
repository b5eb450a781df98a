import type { AnswerOf, RequestOf } from "../../../shared/client/client.ts";

type Message = RequestOf<"confirmPayment">["body"];
type Order = Pick<AnswerOf<"getOrder">["body"], "orderId" | "total">;

/** Messages of the payment provider, one for each button. Here an order has one payment and one dispute. */
export const sayings = {
  pay: ({ orderId, total }, occurredAt) => {
    return { type: "payment.succeeded", occurredAt, data: { orderId, paymentId: `pay_${orderId}`, ...total } };
  },
  refund: ({ orderId, total }, occurredAt) => {
    const data = { orderId, paymentId: `pay_${orderId}`, refundId: `rfd_${orderId}`, ...total };
    return { type: "payment.refunded", occurredAt, data };
  },
  dispute: ({ orderId, total }, occurredAt) => {
    const data = { orderId, paymentId: `pay_${orderId}`, disputeId: `dsp_${orderId}`, ...total };
    return { type: "payment.disputed", occurredAt, data };
  },
  "win-dispute": ({ orderId }, occurredAt) => {
    return { type: "payment.dispute-closed", occurredAt, data: { disputeId: `dsp_${orderId}`, won: true } };
  },
  "lose-dispute": ({ orderId }, occurredAt) => {
    return { type: "payment.dispute-closed", occurredAt, data: { disputeId: `dsp_${orderId}`, won: false } };
  },
} satisfies Readonly<Record<string, (order: Order, occurredAt: string) => Message>>;

export type Saying = keyof typeof sayings;
