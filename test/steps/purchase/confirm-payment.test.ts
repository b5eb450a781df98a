import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getReport } from "../../../shared/contract/exam/report-operations.ts";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { reportIdFor } from "../../../shared/store/exam/reports.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import { ofPayment, telling } from "../../support/paying.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { race } from "../race.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 3 }];

const codesOf = async (as: Claims) => pageOf(await call(listAuthorizationCodes, { as })).data;

const outcomes = (answers: readonly Awaited<ReturnType<typeof given.payment>>[]) =>
  answers.map((each) => String(field(each, "status"))).sort();

/** The state of a payment report. */
async function fateOf(data: object) {
  const params = { reportId: reportIdFor("payments", { type: "payment.succeeded", occurredAt: defaultTime, data }) };
  const report = await call(getReport, { params, as: given.staff });
  return [field(report, "status"), field(report, "reason")];
}

test("one message that arrives twice at the same moment issues the codes once", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);
  const messageId = `msg_${randomUUID()}`;

  const answers = await atOnce(2, () => given.payment({ orderId, ...total }, { messageId }));

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(outcomes(answers)).toEqual(["applied", "duplicate"]);
  expect(await codesOf(ana)).toHaveLength(3);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.paid"]);
});

test("one report that arrives under two message ids at the same moment issues the codes once", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);

  const answers = await atOnce(2, () => given.payment({ orderId, ...total }));

  expect(outcomes(answers)).toEqual(["applied", "duplicate"]);
  expect(await codesOf(ana)).toHaveLength(3);
});

test("twenty confirmations at the same moment, under four message ids, issue the codes once", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);

  const answers = await atOnce(20, (each) =>
    given.payment({ orderId, ...total }, { messageId: `${orderId}-${each % 4}` }),
  );

  expect(outcomes(answers)).toEqual(["applied", ...Array.from({ length: 19 }, () => "duplicate")]);
  expect(await codesOf(ana)).toHaveLength(3);
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.paid"]);
});

test("of two different payments for one order at the same moment one counts and the other is kept for staff", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);

  const answers = await Promise.all([
    given.payment({ orderId, ...total, paymentId: `pay_1_${orderId}` }),
    given.payment({ orderId, ...total, paymentId: `pay_2_${orderId}` }),
  ]);

  // The reports' contents decide which one counts. The other is parked, even if it came first.
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const fates = await Promise.all(
    [`pay_1_${orderId}`, `pay_2_${orderId}`].map((paymentId) => fateOf({ orderId, ...total, paymentId })),
  );
  expect(fates).toEqual([
    ["applied", undefined],
    ["parked", "order-already-paid"],
  ]);
  expect(await codesOf(ana)).toHaveLength(3);
});

test("a paid order shows its codes, one for each unit, in the order of its lines", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("ace", {
    offlineTraining: { price: { amount: 1, currency: "USD" } },
  });
  const bought = [
    { product: "certification", certificationId, quantity: 1 },
    { product: "offline-training", certificationId, quantity: 2 },
    { product: "redemption-code", level: "clouder", quantity: 2 },
  ];
  const { orderId, total } = await given.order(bought, ana);

  const answer = await given.payment({ orderId, ...total }, { at: "2026-11-23T00:00:00.000Z" });

  expect(answer.body).toEqual({ status: "applied" });
  const paid = await call(getOrder, { params: { orderId }, as: ana });
  const code = expect.stringMatching(/^EDU(-[0-9A-Z]{4}){4}-[0-9A-Z*~$=U]$/);
  const expiresAt = "2027-11-23T00:00:00.000Z";
  expect(paid.body).toMatchObject({ status: "paid", paidAt: "2026-11-23T00:00:00.000Z" });
  expect(field(paid, "authorizationCodes")).toEqual([
    { code, edition: "single-subject", certificationId, expiresAt },
    { code, edition: "general-purpose", levels: ["clouder"], expiresAt },
    { code, edition: "general-purpose", levels: ["clouder"], expiresAt },
  ]);
});

test("the payment's event names the payment provider and is in the history of the order and of each code", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);
  await given.payment({ orderId, ...total });

  const [, paid] = await eventsOf("order", orderId);
  const codes = await codesOf(ana);
  const births = await Promise.all(codes.map(({ code }) => eventsOf("authorization-code", String(code))));

  expect(paid).toMatchObject({ type: "order.paid", actor: { kind: "provider", id: "payments" } });
  expect(paid?.data).toEqual({ paymentId: `pay_${orderId}`, total: { amount: 15_000, currency: "USD" } });
  expect(births.map((events) => events.map(({ eventId }) => eventId))).toEqual(codes.map(() => [paid?.eventId]));
});

test.each([
  ["another amount", { amount: 14_999 }, "amount-differs"],
  ["another currency", { currency: "EUR" }, "amount-differs"],
  ["an unknown order", { orderId: "ord_unknown" }, "order-not-found"],
])("a payment of %s is kept for staff with its reason, and issues nothing", async (_, different, reason) => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);

  const answer = await given.payment({ orderId, paymentId: randomUUID(), ...total, ...different });

  expect([answer.status, answer.body]).toEqual([200, { status: "parked", reason }]);
  expect(await codesOf(ana)).toEqual([]);
  const known = reason === "order-not-found" ? [] : ["report.parked"];
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", ...known]);
});

test.each([
  [
    "six days before its order is kept for staff",
    "2026-11-16T09:30:00.000Z",
    { status: "parked", reason: "before-order" },
  ],
  ["five minutes before its order counts, because clocks differ", "2026-11-22T09:25:00.000Z", { status: "applied" }],
])("a payment that is dated %s", async (_, occurredAt, body) => {
  const order = await given.order(items, given.someone());

  expect((await telling("payment.succeeded", ofPayment(order), { occurredAt })).body).toEqual(body);
});

test("a message id that comes again with another content is refused, and nothing is stored", async () => {
  const ana = given.someone();
  const first = await given.order(items, ana);
  const second = await given.order(items, ana);
  const messageId = `msg_${randomUUID()}`;
  await given.payment({ orderId: first.orderId, ...first.total }, { messageId });

  const answer = await given.payment({ orderId: second.orderId, ...second.total }, { messageId });

  expect(refusal(answer)).toEqual([422, "message-id-reused"]);
  expect(await codesOf(ana)).toHaveLength(3);
  expect(await eventTypes("order", second.orderId)).toEqual(["order.placed"]);
});

test("a payment that has paid an order pays no second one: that is kept for staff, and its order waits on", async () => {
  const ana = given.someone();
  const first = await given.order(items, ana);
  const second = await given.order(items, ana);
  const paymentId = `pay_${randomUUID()}`;
  given.must([200], await given.payment({ orderId: first.orderId, paymentId, ...first.total }));

  const answer = await given.payment({ orderId: second.orderId, paymentId, ...second.total });

  expect(answer.body).toEqual({ status: "parked", reason: "payment-of-another-order" });
  expect(await codesOf(ana)).toHaveLength(3);
  expect(await eventTypes("order", second.orderId)).toEqual(["order.placed"]);
  given.must([200], await given.payment({ orderId: second.orderId, ...second.total }));
  expect(await codesOf(ana)).toHaveLength(6);
});

test("of orders that name one payment at the same moment exactly one is paid", async () => {
  const ana = given.someone();
  const placed = await Promise.all(Array.from({ length: 5 }, () => given.order(items, ana)));
  const paymentId = `pay_${randomUUID()}`;

  const answers = await race(5, () =>
    Promise.all(placed.map(({ orderId, total }) => given.payment({ orderId, paymentId, ...total }))),
  );

  expect(outcomes(answers)).toEqual(["applied", "parked", "parked", "parked", "parked"]);
  expect(new Set(answers.map((each) => field(each, "reason")))).toEqual(
    new Set([undefined, "payment-of-another-order"]),
  );
  expect(await codesOf(ana)).toHaveLength(3);
});

test("a payment that could not be applied may pay another order", async () => {
  const ana = given.someone();
  const first = await given.order(items, ana);
  const second = await given.order([{ ...items[0], quantity: 1 }], ana);
  const paymentId = `pay_${randomUUID()}`;
  const wrong = await given.payment({ orderId: first.orderId, paymentId, ...second.total });

  const right = await given.payment({ orderId: second.orderId, paymentId, ...second.total });

  expect([wrong.body, right.body]).toEqual([{ status: "parked", reason: "amount-differs" }, { status: "applied" }]);
});

test("a payment that was paid back in part pays no other order: no code is issued for money that is gone", async () => {
  const ana = given.someone();
  const first = await given.order(items, ana);
  const second = await given.order([{ ...items[0], quantity: 1 }], ana);
  const payment = { paymentId: `pay_${randomUUID()}`, ...second.total };
  given.must([200], await given.payment({ orderId: first.orderId, ...payment }));
  const refund = { orderId: first.orderId, refundId: `rfd_${first.orderId}`, ...payment };
  given.must([200], await telling("payment.refunded", refund));

  const answer = await given.payment({ orderId: second.orderId, ...payment });

  expect(answer.body).toEqual({ status: "parked", reason: "payment-of-another-order" });
  expect(await codesOf(ana)).toEqual([]);
});
