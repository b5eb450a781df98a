import { beforeEach, expect, test } from "vitest";
import { listWork } from "../../../shared/contract/overview/work.ts";
import { moveTraining, refundOrder, reviewOrder } from "../../../shared/contract/purchase/refunds.ts";
import * as given from "../../support/given.ts";
import { defaultTime as now } from "../../support/invoke.ts";
import { ofPayment, telling } from "../../support/paying.ts";
import { call, cancelCode, codesOfOrder, eventsOf, pageOf, refusal } from "../calls.ts";
import { day, freshTable, later } from "../schedule-runs.ts";

beforeEach(freshTable);

const reason = "Settled by telephone";
const items = (quantity: number) => [{ product: "redemption-code", level: "aca", quantity }];
const work = async (at = now) => pageOf(await call(listWork, { as: given.staff, at })).data;
const kinds = async (at = now) => (await work(at)).map(({ kind }) => kind);
const review = (orderId: string, at = now) =>
  call(reviewOrder, { params: { orderId }, body: { reason }, as: given.staff, at });

async function paid(quantity = 2) {
  const ana = given.someone();
  const order = await given.order(items(quantity), ana);
  given.must([200], await given.payment(ofPayment(order)));
  return { ana, ...order, codes: await codesOfOrder(order.orderId, ana) };
}

test("a paid order waits for nothing", async () => {
  const { orderId } = await paid();

  expect(await work(later(now, 30 * day))).toEqual([]);
  expect(refusal(await review(orderId))).toEqual([409, "nothing-to-review"]);
});

test("a disputed order waits until staff review it, and again when another dispute is opened", async () => {
  const { ana, ...order } = await paid();
  const { orderId } = order;
  given.must([200], await telling("payment.disputed", ofPayment(order, { disputeId: "dsp_1" })));

  expect(await work()).toMatchObject([
    { kind: "disputed-order", id: orderId, since: now, accountId: ana.sub, actions: [`/v1/orders/${orderId}/review`] },
  ]);
  given.must([200], await review(orderId));
  expect(await work()).toEqual([]);
  const [last] = (await eventsOf("order", orderId)).slice(-1);
  expect(last).toMatchObject({
    type: "order.reviewed",
    actor: { kind: "staff", id: given.staff.sub },
    data: { disputed: 10_000, toRefund: 0, reason },
  });
  given.must([200], await telling("payment.dispute-closed", { disputeId: "dsp_1", won: true }));
  expect(await work()).toEqual([]);
  given.must([200], await telling("payment.disputed", ofPayment(order, { disputeId: "dsp_2" })));
  expect(await kinds()).toEqual(["disputed-order"]);
});

test("a refund that is owed waits until staff have asked for it, and again if it is not reported within 3 days", async () => {
  const { codes, ...order } = await paid();
  const { orderId } = order;
  given.must([200], await cancelCode(codes[0] ?? ""));

  const paths = ["refund", "review"].map((act) => `/v1/orders/${orderId}/${act}`);
  expect(await work()).toMatchObject([{ kind: "refund-owed", id: orderId, reason: "not-asked-for", actions: paths }]);
  const body = { amount: 5_000, reason };
  given.must([200], await call(refundOrder, { params: { orderId }, body, as: given.staff, at: now }));
  const due = later(now, 3 * day);
  expect([await kinds(), await kinds(later(due, -1))]).toEqual([[], []]);
  expect(await work(due)).toMatchObject([{ kind: "refund-owed", reason: "not-reported", actions: paths.slice(1) }]);
  const refund = ofPayment(order, { refundId: `rfd_${orderId}`, amount: 5_000 });
  given.must([200], await telling("payment.refunded", refund, { at: due }));
  expect(await work(later(due, day))).toEqual([]);
});

test("money that was paid back for a redeemed code waits for a review; what staff had paid back does not", async () => {
  const { ana, codes, ...order } = await paid(1);
  given.must([201], await given.registering(codes[0] ?? "", await given.certification("aca"), ana));
  given.must([200], await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}` })));

  expect(await kinds()).toEqual(["redeemed-refund"]);
  given.must([200], await review(order.orderId));
  expect(await work()).toEqual([]);

  const other = await paid(1);
  const body = { amount: 1_000, reason };
  const params = { orderId: other.orderId };
  given.must([200], await call(refundOrder, { params, body, as: given.staff, at: now }));
  const part = ofPayment(other, { refundId: `rfd_${other.orderId}`, amount: 1_000 });
  given.must([200], await telling("payment.refunded", part));
  expect(await work(later(now, 30 * day))).toEqual([]);
});

test("training that was bought waits until staff have arranged it, and not once it was paid back", async () => {
  const training = { offlineTraining: { price: { amount: 70_000, currency: "USD" } } };
  const certificationId = await given.certification("acp", training);
  const seats = [{ product: "offline-training", certificationId, quantity: 2 }];
  const [first, second] = [await given.order(seats, given.someone()), await given.order(seats, given.someone())];
  for (const order of [first, second]) given.must([200], await given.payment(ofPayment(order)));

  expect(await kinds()).toEqual(["training-to-arrange", "training-to-arrange"]);
  const params = { orderId: first.orderId, certificationId };
  given.must([200], await call(moveTraining, { params, body: { status: "arranged" }, as: given.staff, at: now }));
  expect(await work()).toMatchObject([
    { id: second.orderId, actions: [`/v1/orders/${second.orderId}/training/${certificationId}`] },
  ]);
  given.must([200], await telling("payment.refunded", ofPayment(second, { refundId: `rfd_${second.orderId}` })));
  expect(await work()).toEqual([]);
});
