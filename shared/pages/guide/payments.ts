import { html } from "hono/html";
import { confirmPayment } from "../../contract/purchase/payments.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { PaymentFault } from "../../domain/purchase/payment-facts.ts";
import { sample } from "../prose.ts";
import { type Advice, adviceTable, calls, exampleBody, refusalTable } from "./calls.ts";
import type { Chapter } from "./chapter.ts";
import { paymentSamples } from "./samples.ts";

const messages: readonly (readonly [type: string, when: string])[] = [
  ["payment.succeeded", "The buyer has paid. Name the order, the sum and its currency, in the smallest unit."],
  [
    "payment.refunded",
    "Money went back. Name the codes that are taken back for it, or leave them out: then as many as the sum covers are.",
  ],
  [
    "payment.disputed",
    "The buyer disputes the payment. The order's unredeemed codes are cancelled until you close it.",
  ],
  ["payment.dispute-closed", "The dispute was decided. If it was won, the buyer has codes again."],
];

const wait = "Nothing. Staff decide, and have the money paid back.";

const parked: Readonly<Record<PaymentFault, Advice>> = {
  "order-not-found": ["There is no such order.", "Check the `orderId` that you were given with the sum."],
  "payment-of-another-order": ["This payment pays another order.", "Use a `paymentId` of its own for each payment."],
  "order-cancelled": ["The buyer had cancelled the order.", wait],
  "before-order": ["The payment is dated before the order.", "Check `occurredAt` and `orderId`: staff see it."],
  "order-expired": [`The payment came later than ${inDays(programme.orderDays)} after the order.`, wait],
  "amount-differs": ["The sum or the currency is not the order's.", wait],
  "certification-retired": ["Something in the order has come to its end of life.", wait],
  "order-already-paid": ["Another payment pays the order.", wait],
  "payment-not-found": ["The order has no such payment yet.", "Report the payment, too: then this message counts."],
  "dispute-not-found": ["The dispute is not known yet.", "Report `payment.disputed`, too: then the closing counts."],
  "dispute-of-another-order": ["The dispute was reported for another order.", "Use a `disputeId` of its own for each."],
  "currency-differs": ["It is in another currency than the payment.", "Report it in the payment's currency."],
  "more-than-paid": ["More was paid back than the payment has left.", "Check the sum: staff see it."],
  "code-of-another-order": ["A named code is not of this order.", "Check `codes` and `orderId`: staff see it."],
  "differs-from-first-report": ["The same id came before with another content.", "Use a new id for a new thing."],
  "too-many-reports": ["The order keeps no more messages.", "Tell the programme's staff."],
};

export const paymentProvider: Chapter = {
  name: "payments",
  title: "Payment provider",
  about: "What a payment provider reports, and what becomes of it.",
  body: html`<h2>What you need</h2>
<ul>
<li>The secret <code>payments</code>, which the programme's staff give you. You sign each message with it, as <a href="/docs/webhooks">webhooks</a>
says. Programs in three languages stand <a href="#try">below</a>.</li>
<li>The order's <code>orderId</code> and <code>total</code>, which the candidate's front end hands over when it sends the buyer to you.</li>
</ul>
<p>You call us; we never call you. Staff ask for a refund here, and have it paid with you: report it when it is done.</p>
<h2>The calls</h2>
<p>The ids and instants below are examples: put yours in their place.</p>
${calls([{ of: confirmPayment, text: "One call for each message. Where no answer comes, send it again under the same `webhook-id`." }])}
${messages.map(([type, when]) => html`<h3><code>${type}</code></h3><p>${when}</p>${exampleBody(confirmPayment, type)}`)}
<p>Messages may come late, twice and in any order. What happened first is told by <code>occurredAt</code>.</p>
<h2 id="try">Try it</h2>
<p>Each of these programs reports a payment. In a local run, <code>API_URL</code> is <code>http://localhost:3000</code>, and
<code>GET /__local/secrets</code> tells <code>WEBHOOK_SECRET</code> as <code>payments</code>. <code>ORDER_ID</code> and <code>AMOUNT</code> are the order's
<code>orderId</code> and <code>total.amount</code>; <code>PAYMENT_ID</code> is an id of yours for the payment. <code>NOW</code> is for a
<a href="/docs/webhooks#clock">clock that was moved</a>.</p>
${paymentSamples.map(({ language, file, text }) => html`<h3>${language}</h3>${sample(file, text)}`)}
<h2>What goes wrong</h2>
<p>The answer's <code>status</code> tells <a href="/docs/webhooks#answers">what became of a message</a>. <code>parked</code> with one of these reasons means that
it is kept and does not count:</p>
${adviceTable("Reason", parked)}
<p>These refuse the message itself, and nothing is kept:</p>
${refusalTable(["signature-missing", "signature-stale", "signature-wrong", "message-id-reused", "invalid-request"])}`,
};
