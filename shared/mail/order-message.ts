import type { Money } from "../domain/money.ts";
import type { OrderNotice } from "../domain/purchase/order-notice.ts";
import type { PaymentFault } from "../domain/purchase/payment-facts.ts";
import { type Template, utc } from "./template.ts";

type Notice<Tells extends OrderNotice["tells"]> = Extract<OrderNotice, { tells: Tells }>;

/** E-mails about an order, to its buyer, and about gifts, to giver and recipient (R6, R36). */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each kind of e-mail.
export function orderMessage(of: OrderNotice): Template {
  switch (of.tells) {
    case "order-paid":
      return paid(of);
    case "order-codes":
      return {
        subject: `Your codes: order ${of.orderId}`,
        paragraphs: [`Your order ${of.orderId} has new codes.`, ...codeLines(of.codes)],
      };
    case "order-expired":
      return {
        subject: `Your order has ended: ${of.orderId}`,
        paragraphs: [`Your order ${of.orderId} was not paid in time and has ended. Please do not pay it any more.`],
      };
    case "order-cancelled":
      return {
        subject: `Your order is cancelled: ${of.orderId}`,
        paragraphs: [`Your order ${of.orderId} is cancelled. Please do not pay it any more.`],
      };
    case "payment-unusable":
      return {
        subject: `Your payment could not be used: order ${of.orderId}`,
        paragraphs: [
          `We received ${inWords(of.sum)} for your order ${of.orderId}. ${whyUnusable(of.reason)}`,
          "We will pay it back to you.",
        ],
      };
    case "refund-asked":
    case "order-refunded":
    case "order-disputed":
      return takenBack(of);
    case "dispute-closed":
      return disputeClosed(of);
    case "training-moved":
      return {
        subject: `Your training: order ${of.orderId}`,
        paragraphs: [
          `The offline training for ${of.certificationId} that you bought with the order ${of.orderId} is ${trainingInWords[of.status]}.`,
        ],
      };
    case "gift-cancelled":
      return {
        subject: "A code that you were given was cancelled",
        paragraphs: [
          `The authorization code ${of.code}, which you were given, was cancelled. It cannot be used any more.`,
        ],
      };
    case "gift-taken-back":
      return giftTakenBack(of);
  }
}

function paid({ orderId, total, codes, training }: Notice<"order-paid">): Template {
  const seats = training.map(
    ({ certificationId, quantity }) =>
      `Offline training for ${certificationId}, ${quantity === 1 ? "1 seat" : `${quantity} seats`}: we will write to you to arrange it.`,
  );
  return {
    subject: `Your order is paid: ${orderId}`,
    paragraphs: [`Thank you. We received ${inWords(total)} for your order ${orderId}.`, ...codeLines(codes), ...seats],
  };
}

function codeLines(codes: Notice<"order-paid">["codes"]): string[] {
  if (codes.length === 0) return [];
  return [
    codes.length === 1 ? "This is your authorization code:" : "These are your authorization codes:",
    ...codes.map(({ code, isFor, expiresAt }) => `${code} for ${isFor}, to be activated before ${utc(expiresAt)}`),
  ];
}

const takenBackInWords = {
  "refund-asked": ["A refund is on its way", "We have asked for this sum to be paid back to you"],
  "order-refunded": ["Your refund", "This sum was paid back to you"],
  "order-disputed": ["Your payment is disputed", "The payment provider told us that this sum is disputed"],
} as const;

function takenBack(of: Notice<"refund-asked" | "order-refunded" | "order-disputed">): Template {
  const [subject, told] = takenBackInWords[of.tells];
  const codes = of.cancelledCodes;
  const cancelled =
    codes.length === 0
      ? []
      : [`${codes.length === 1 ? "This code is" : "These codes are"} cancelled: ${codes.join(", ")}`];
  const next = of.tells === "order-disputed" ? ["If the dispute is decided for the payment, you get new codes."] : [];
  return {
    subject: `${subject}: order ${of.orderId}`,
    paragraphs: [`${told}: ${inWords(of.sum)}, for your order ${of.orderId}.`, ...cancelled, ...next],
  };
}

function disputeClosed({ orderId, isWon, codes }: Notice<"dispute-closed">): Template {
  const told = isWon
    ? `The dispute was decided for the payment: your order ${orderId} is paid.`
    : `The dispute was decided against the payment: the money for your order ${orderId} was paid back.`;
  return { subject: `The dispute is closed: order ${orderId}`, paragraphs: [told, ...codeLines(codes)] };
}

function giftTakenBack({ code, reader, reason }: Notice<"gift-taken-back">): Template {
  const why = reason === undefined ? [] : [`The reason: ${reason}`];
  if (reader === "recipient") {
    const told = `The authorization code ${code}, which you were given, was taken back. You cannot activate it any more.`;
    return { subject: "A code that you were given was taken back", paragraphs: [told, ...why] };
  }
  const told = `The authorization code ${code}, which you had given away, is yours again. You can activate it, or give it to someone else.`;
  return { subject: "Your gift was taken back", paragraphs: [told, ...why] };
}

const trainingInWords = { "to-arrange": "still to be arranged", arranged: "arranged", done: "done" } as const;

function whyUnusable(reason: PaymentFault): string {
  switch (reason) {
    case "order-cancelled":
      return "The order had been cancelled.";
    case "order-expired":
      return "The order had ended.";
    case "certification-retired":
      return "A certification that it was for has ended.";
    case "order-already-paid":
      return "The order was paid already.";
    default:
      return "It does not fit the order.";
  }
}

/** A sum as people write it; currencies differ in how many digits stand behind the point. */
function inWords({ amount, currency }: Money): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
