import type { OrderNotice } from "../domain/purchase/order-notice.ts";
import { coverageIn } from "./exam-words.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, stepTo, toSignIn } from "./links.ts";
import { moneyTaken, paymentUnusable } from "./order-money.ts";
import type { Sentence, Words } from "./words.ts";

type Notice<Tells extends OrderNotice["tells"]> = Extract<OrderNotice, { tells: Tells }>;

/** E-mails about an order, to its buyer, and about gifts, to giver and recipient (R6, R36). */
export function orderLetter(of: OrderNotice, words: Words, links: Links): Letter {
  if (!("orderId" in of)) return { ...aboutGift(of, words), step: toSignIn(words, links) };
  const page = links.pageOf("order", of.orderId);
  const step = stepTo(words.label("seeOrder"), page) ?? stepTo(words.label("signInAndPay"), links.signIn);
  return { ...aboutOrder(of, words), step };
}

function aboutOrder(of: Extract<OrderNotice, { orderId: string }>, words: Words): Letter {
  const { orderId: order } = of;
  switch (of.tells) {
    case "order-paid":
      return paid(of, words);
    case "order-codes":
      return {
        subject: words.plain("orderCodesSubject", { order }),
        parts: [...says(words.say("orderCodes", { order })), ...codesOf(of.codes, words)],
      };
    case "order-expired":
      return {
        subject: words.plain("orderExpiredSubject", { order }),
        parts: says(words.say("orderExpired", { order })),
      };
    case "order-cancelled":
      return {
        subject: words.plain("orderCancelledSubject", { order }),
        parts: says(words.say("orderCancelled", { order })),
      };
    case "payment-unusable":
      return paymentUnusable(of, words);
    case "refund-asked":
    case "order-refunded":
    case "order-disputed":
      return moneyTaken(of, words);
    case "dispute-closed":
      return disputeClosed(of, words);
    case "training-moved":
      return trainingMoved(of, words);
  }
}

function paid({ orderId: order, total, codes, training }: Notice<"order-paid">, words: Words): Letter {
  const seats: Sentence[] = training.map(({ certificationId: id, quantity: count }) =>
    words.say("seats", { certification: words.certification(id), count }),
  );
  return {
    subject: words.plain("orderPaidSubject", { order }),
    parts: [
      ...says(words.say("orderPaid", { sum: words.sum(total), order })),
      ...codesOf(codes, words),
      ...says(...seats),
    ],
  };
}

function codesOf(codes: Notice<"order-paid">["codes"], words: Words): Part[] {
  if (codes.length === 0) return [];
  const facts = codes.map(({ code, isFor, expiresAt }) => ({
    label: words.plain("codeFor", { isFor: coverageIn(words, isFor), when: words.when(expiresAt) }),
    value: code,
    typed: true as const,
  }));
  return [...says(words.say("codesFollow", { count: codes.length })), { facts }];
}

function disputeClosed({ orderId: order, isWon, codes }: Notice<"dispute-closed">, words: Words): Letter {
  return {
    subject: words.plain("disputeClosedSubject", { order }),
    parts: [
      ...says(
        words.say(isWon ? "disputeWon" : "disputeLost", { order }),
        ...(isWon ? [] : [words.say("askSupport", {})]),
      ),
      ...codesOf(codes, words),
    ],
  };
}

const trainings = { "to-arrange": "trainingToArrange", arranged: "trainingArranged", done: "trainingDone" } as const;

function trainingMoved(
  { orderId: order, certificationId: id, status }: Notice<"training-moved">,
  words: Words,
): Letter {
  const said = { certification: words.certification(id), order, status: words.label(trainings[status]) };
  return { subject: words.plain("trainingSubject", { order }), parts: says(words.say("training", said)) };
}

function aboutGift(of: Notice<"gift-cancelled" | "gift-taken-back">, words: Words): Letter {
  const { code } = of;
  if (of.tells === "gift-cancelled") {
    return {
      subject: words.label("giftCancelledSubject"),
      parts: says(words.say("giftCancelled", { code }), words.say("askGiver", {})),
    };
  }
  const why = of.reason === undefined ? [] : [{ reason: words.say("reason", { reason: of.reason }) }];
  const [subject, told] =
    of.reader === "recipient"
      ? (["giftLostSubject", "giftLost"] as const)
      : (["giftReturnedSubject", "giftReturned"] as const);
  const next = of.reader === "recipient" ? says(words.say("askGiver", {})) : [];
  return { subject: words.label(subject), parts: [...says(words.say(told, { code })), ...why, ...next] };
}
