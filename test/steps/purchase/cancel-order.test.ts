import { expect, test } from "vitest";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { cancelOrder, getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const items = [{ product: "redemption-code", level: "clouder", quantity: 2 }];

const cancel = (orderId: string, as: Claims) => call(cancelOrder, { params: { orderId }, body: {}, as });

test("of two cancellations of one order at the same moment one cancels it and the other is refused", async () => {
  const ana = given.someone();
  const { orderId } = await given.order(items, ana);

  const answers = await atOnce(2, () => cancel(orderId, ana));

  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
  const refused = answers.find(({ status }) => status === 409);
  expect(refused && refusal(refused)).toEqual([409, "order-already-cancelled"]);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.cancelled"]);
});

test("an order that is cancelled and paid at the same moment is one or the other, never both", async () => {
  const ends = await atOnce(12, async (each) => {
    const ana = given.someone();
    const { orderId, total } = await given.order(items, ana);
    const pay = () => given.payment({ orderId, ...total });
    const [first, second] = each % 2 === 0 ? [() => cancel(orderId, ana), pay] : [pay, () => cancel(orderId, ana)];
    const answers = await Promise.all([first(), second()]);
    const [cancelled, paid] = each % 2 === 0 ? answers : [answers[1], answers[0]];
    const order = await call(getOrder, { params: { orderId }, as: ana });
    const codes = pageOf(await call(listAuthorizationCodes, { as: ana })).data.length;
    return [cancelled.status, field(paid, "status"), field(paid, "reason"), field(order, "status"), codes];
  });

  for (const end of ends) {
    expect([
      [200, "parked", "order-cancelled", "cancelled", 0],
      [409, "applied", undefined, "paid", 2],
    ]).toContainEqual(end);
  }
});

test("a paid order cannot be cancelled", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);
  await given.payment({ orderId, ...total });

  expect(refusal(await cancel(orderId, ana))).toEqual([409, "order-already-paid"]);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.paid"]);
});

test("a cancelled order says when it was cancelled", async () => {
  const ana = given.someone();
  const { orderId } = await given.order(items, ana);

  const answer = await cancel(orderId, ana);

  expect(answer.body).toMatchObject({ orderId, status: "cancelled", cancelledAt: "2026-11-22T09:30:00.000Z" });
  expect((await call(getOrder, { params: { orderId }, as: ana })).body).toEqual(answer.body);
});

test("not even staff cancel another's order for them", async () => {
  const { orderId } = await given.order(items, given.someone());

  expect(refusal(await cancel(orderId, given.staff))).toEqual([404, "order-not-found"]);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed"]);
});
