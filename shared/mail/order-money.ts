import type { OrderNotice } from "../domain/purchase/order-notice.ts";
import type { PaymentFault } from "../domain/purchase/payment-facts.ts";
import { type Letter, says } from "./letter.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends OrderNotice["tells"]> = Extract<OrderNotice, { tells: Tells }>;

export function paymentUnusable({ orderId: order, sum, reason }: Notice<"payment-unusable">, words: Words): Letter {
  return {
    subject: words.plain("unusableSubject", { order }),
    parts: [
      ...says(words.say("unusable", { sum: words.sum(sum), order })),
      { reason: words.say("reason", { reason: words.label(faultOf(reason)) }) },
      ...says(words.say("unusablePaidBack", {})),
    ],
  };
}

function faultOf(reason: PaymentFault) {
  switch (reason) {
    case "order-cancelled":
      return "unusableCancelled";
    case "order-expired":
      return "unusableExpired";
    case "certification-retired":
      return "unusableRetired";
    case "order-already-paid":
      return "unusablePaid";
    default:
      return "unusableOther";
  }
}

const taken = {
  "refund-asked": ["refundAskedSubject", "refundAsked"],
  "order-refunded": ["refundedSubject", "refunded"],
  "order-disputed": ["disputedSubject", "disputed"],
} as const;

/** Tells of money that goes back or is disputed, with the codes that it takes along. */
export function moneyTaken(
  { tells, orderId: order, sum, cancelledCodes }: Notice<"refund-asked" | "order-refunded" | "order-disputed">,
  words: Words,
): Letter {
  const [subject, told] = taken[tells];
  const codes = words.list(cancelledCodes);
  const cancelled =
    cancelledCodes.length === 0 ? [] : [words.say("codesCancelled", { count: cancelledCodes.length, codes })];
  const next = tells === "order-disputed" ? [words.say("disputeNext", {})] : [];
  return {
    subject: words.plain(subject, { order }),
    parts: says(words.say(told, { sum: words.sum(sum), order }), ...cancelled, ...next),
  };
}
