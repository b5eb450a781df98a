import * as z from "zod";
import { programme } from "../../domain/programme/programme-versions.ts";
import { authorizationCode } from "../code-fields.ts";
import { examplePrice } from "../examples.ts";
import { identifier } from "../fields.ts";
import { instantInput } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { unknownMessage } from "../unknown-message.ts";
import { webhookAnswers } from "../webhook-answers.ts";

const orderId = identifier("An order's id", "ord_7f3k9qxw2m8tr5vn");
const paymentId = identifier("The provider's id of the payment", "pay_1");
const disputeId = identifier("The provider's id of the dispute", "dsp_1");

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: "ISO 4217", examples: [programme.currency] });

function amount(least: number) {
  return z
    .int()
    .min(least)
    .max(1_000_000_000_000)
    .meta({ description: "In the currency's minor unit", examples: [12_000] });
}

function message<T extends string, D extends z.ZodRawShape>(type: T, id: string, description: string, data: D) {
  const body = { type: z.literal(type), occurredAt: instantInput, data: z.object(data) };
  return z.object(body).meta({ id, description });
}

const paymentSucceeded = message("payment.succeeded", "PaymentSucceeded", "An order was paid", {
  orderId,
  paymentId,
  amount: amount(0),
  currency,
});

const paymentRefunded = message("payment.refunded", "PaymentRefunded", "Money was paid back", {
  orderId,
  paymentId,
  refundId: identifier("The provider's id of the refund", "rfd_1"),
  amount: amount(1),
  currency,
  codes: z
    .array(authorizationCode)
    .max(100)
    .optional()
    .meta({ description: "The codes that are taken back for it; without them, as many as the amount goes" }),
});

const paymentDisputed = message("payment.disputed", "PaymentDisputed", "A payment is disputed", {
  orderId,
  paymentId,
  disputeId,
  amount: amount(1),
  currency,
});

const disputeClosed = message("payment.dispute-closed", "PaymentDisputeClosed", "A dispute was decided", {
  disputeId,
  won: z.boolean().meta({ description: "The payment stands: the buyer has the codes again", examples: [true] }),
});

/** The payment provider's messages. Unknown fields are ignored (R17). */
export const paymentMessages = [paymentSucceeded, paymentRefunded, paymentDisputed, disputeClosed] as const;

const knownPayment = z.discriminatedUnion("type", paymentMessages);

export type PaymentMessage = z.infer<typeof knownPayment>;

const types = paymentMessages.flatMap(({ shape }) => [...shape.type.values]);

const paymentBody = z.union([...paymentMessages, unknownMessage(types)]);

export function isKnownPayment(message: z.infer<typeof paymentBody>): message is PaymentMessage {
  return types.some((type) => type === message.type);
}

const occurredAt = "2026-11-22T09:30:40Z";
const exampleOrder = { orderId: "ord_7f3k9qxw2m8tr5vn", paymentId: "pay_1" };

export const confirmPayment = operation({
  id: "confirmPayment",
  method: "POST",
  path: "/v1/webhooks/payments",
  auth: "signed",
  tag: "Purchase",
  summary: "Receive a payment, refund or dispute from the payment provider",
  description:
    "Messages may come late, twice and in any order, and the order ends in the same state. An unusable payment waits for staff, who pay it back. A refund or dispute cancels unredeemed codes up to its amount. Unknown fields are ignored. Messages of unknown types are kept for staff.",
  body: paymentBody,
  examples: {
    "payment.succeeded": { type: "payment.succeeded", occurredAt, data: { ...exampleOrder, ...examplePrice } },
    "payment.refunded": {
      type: "payment.refunded",
      occurredAt,
      data: { ...exampleOrder, refundId: "rfd_1", ...examplePrice, codes: ["EDU-7F3K-9QXW-2M8T-R5VN-8"] },
    },
    "payment.disputed": {
      type: "payment.disputed",
      occurredAt,
      data: { ...exampleOrder, disputeId: "dsp_1", ...examplePrice },
    },
    "payment.dispute-closed": { type: "payment.dispute-closed", occurredAt, data: { disputeId: "dsp_1", won: true } },
  },
  answers: { 200: webhookAnswers[200] },
});
