import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import { cancelOrder } from "../../shared/contract/purchase/order-operations.ts";
import { type PaymentFault, paymentFaults } from "../../shared/domain/purchase/payment-facts.ts";
import * as given from "../support/given.ts";
import { defaultTime, type Response } from "../support/invoke.ts";
import { ofPayment, telling } from "../support/paying.ts";
import { call } from "./calls.ts";
import { day, later } from "./schedule-runs.ts";

const dayBefore = "2026-11-21T10:00:00.000Z";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
const placed = () => given.order(items, given.someone());

async function paid() {
  const order = await placed();
  given.must([200], await given.payment(ofPayment(order)));
  return order;
}

const refunded = async (fields: object) => {
  const order = await paid();
  return telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}`, ...fields }));
};

const closed = (disputeId: string, won: boolean, at?: string) =>
  telling("payment.dispute-closed", { disputeId, won }, { ...(at && { at }) });

/** For each reason: a payment provider's message that is parked with it. */
const messages: Readonly<Record<PaymentFault, () => Promise<Response>>> = {
  "order-not-found": () => given.payment({ orderId: "ord_unknown", amount: 1, currency: "USD" }),
  "payment-of-another-order": async () => given.payment({ ...ofPayment(await placed()), ...payerOf(await paid()) }),
  "order-cancelled": async () => {
    const ana = given.someone();
    const order = await given.order(items, ana);
    given.must([200], await call(cancelOrder, { params: { orderId: order.orderId }, body: {}, as: ana }));
    return given.payment(ofPayment(order));
  },
  "before-order": async () => telling("payment.succeeded", ofPayment(await placed()), { occurredAt: dayBefore }),
  "order-expired": async () => given.payment(ofPayment(await placed()), { at: later(defaultTime, 8 * day) }),
  "amount-differs": async () => given.payment(ofPayment(await placed(), { amount: 1 })),
  "certification-retired": async () => {
    const certificationId = await given.certification("acp");
    const order = await given.order([{ product: "certification", certificationId, quantity: 1 }], given.someone());
    const body = { level: "acp", title: "A title", price: { amount: 1, currency: "USD" }, status: "end-of-life" };
    given.must([200], await call(putCertification, { params: { certificationId }, body, as: given.staff }));
    return given.payment(ofPayment(order));
  },
  "order-already-paid": async () => {
    const again = ofPayment(await paid(), { paymentId: `pay_${given.someNumber()}` });
    return given.payment(again, { at: later(defaultTime, 1) });
  },
  "payment-not-found": () => refunded({ paymentId: "pay_unknown" }),
  "dispute-not-found": () => closed(`dsp_${given.someNumber()}`, true),
  "dispute-of-another-order": async () => {
    const disputeId = `dsp_${given.someNumber()}`;
    given.must([200], await telling("payment.disputed", ofPayment(await paid(), { disputeId })));
    return telling("payment.disputed", ofPayment(await paid(), { disputeId }));
  },
  "currency-differs": () => refunded({ currency: "EUR" }),
  "more-than-paid": () => refunded({ amount: 1_000_000_00 }),
  "code-of-another-order": () => refunded({ codes: ["EDU-7F3K-9QXW-2M8T-R5VN-8"] }),
  "differs-from-first-report": async () => {
    const order = await paid();
    const of = (amount: number) => ofPayment(order, { refundId: `rfd_${order.orderId}`, amount });
    given.must([200], await telling("payment.refunded", of(1)));
    return telling("payment.refunded", of(2));
  },
  "too-many-reports": async () => {
    // The payment, its dispute, and the same outcome of the dispute many times.
    const disputeId = `dsp_${given.someNumber()}`;
    given.must([200], await telling("payment.disputed", ofPayment(await paid(), { disputeId })));
    for (let each = 0; each < 198; each += 1) {
      given.must([200], await closed(disputeId, true, later(defaultTime, each)));
    }
    return closed(disputeId, true, later(defaultTime, 198));
  },
};

const payerOf = ({ orderId }: { orderId: string }) => ({ paymentId: `pay_${orderId}` });

/** For each reason: how to make a payment that waits for staff. */
export const unusablePayments = paymentFaults.map((fault) => async () => {
  const { body } = given.must([200], await messages[fault]());
  const answer = JSON.stringify(body);
  if (answer !== JSON.stringify({ status: "parked", reason: fault })) throw new Error(`${fault}: ${answer}`);
});
