import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getOrder, listOrders, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { ownDescription } from "../../support/described.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const place = (items: readonly object[], as: Claims, headers: Record<string, string> = {}) =>
  call(placeOrder, { body: { items }, as, headers });

const redemptionCodes = [{ product: "redemption-code", level: "aca", quantity: 2 }];

test("twenty orders at the same moment with one Idempotency-Key are one order, and all answers are the same", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const items = [{ product: "certification", certificationId, quantity: 1 }];

  const answers = await atOnce(20, () => place(items, ana, { "idempotency-key": "one" }));

  const placed = answers.filter(({ status }) => status !== 409);
  const distinct = new Set(placed.map(({ status, body, headers }) => JSON.stringify([status, body, headers.location])));
  expect(placed.length).toBeGreaterThan(0);
  expect(distinct.size).toBe(1);
  expect(tally(placed)).toEqual({ 201: placed.length });
  expect(placed.filter(({ headers }) => headers["idempotent-replayed"] === undefined)).toHaveLength(1);
  const { data } = pageOf(await call(listOrders, { as: ana }));
  expect(data).toHaveLength(1);
  expect(await eventTypes("order", String(data[0]?.orderId))).toEqual(["order.placed"]);
});

test("two orders at the same moment without a key are two orders", async () => {
  const ana = given.someone();

  const answers = await atOnce(2, () => place(redemptionCodes, ana));

  expect(tally(answers)).toEqual({ 201: 2 });
  expect(pageOf(await call(listOrders, { as: ana })).data).toHaveLength(2);
});

test("an order of the dearest things is answered as it is described: its total may be more than any price", async () => {
  const certificationId = await given.certification("acp", { price: { amount: 100_000_000, currency: "USD" } });

  const items = [{ product: "certification", certificationId, quantity: 80 }];
  const { status, headers, body } = await place(items, given.someone());

  const described = ownDescription();
  const operation = described.operations.find(({ id }) => id === "placeOrder");
  const faults = operation && described.faultsOf(operation, { status, headers, text: JSON.stringify(body) });
  expect([status, faults]).toEqual([201, []]);
});

test("an order is priced at what is on sale and waits for its payment", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("ace", {
    price: { amount: 30_000, currency: "USD" },
    offlineTraining: { price: { amount: 45_000, currency: "USD" } },
  });
  const items = [
    { product: "certification", certificationId, quantity: 2 },
    { product: "offline-training", certificationId, quantity: 1 },
    { product: "redemption-code", level: "clouder", quantity: 3 },
  ];

  const answer = await place(items, ana);

  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    orderId: expect.stringMatching(/^ord_[0-9a-z]{16}$/),
    status: "awaiting-payment",
    items: [
      { ...items[0], unitPrice: { amount: 30_000, currency: "USD" } },
      { ...items[1], unitPrice: { amount: 45_000, currency: "USD" } },
      { ...items[2], unitPrice: { amount: 1_000, currency: "USD" } },
    ],
    total: { amount: 108_000, currency: "USD" },
    placedAt: "2026-11-22T09:30:00.000Z",
    payBefore: "2026-11-29T09:30:00.000Z",
  });
  const orderId = String(field(answer, "orderId"));
  expect(answer.headers.location).toBe(`/v1/orders/${orderId}`);
  expect((await call(getOrder, { params: { orderId }, as: ana })).body).toEqual(answer.body);
});

test.each([
  ["published", {}, 201, undefined],
  ["at its end of sale", { endOfSaleAt: "2026-11-22T09:30:00.000Z" }, 409, "certification-not-on-sale"],
  ["one millisecond before its end of sale", { endOfSaleAt: "2026-11-22T09:30:00.001Z" }, 201, undefined],
  ["retired", { status: "end-of-life" }, 409, "certification-not-on-sale"],
  ["a draft", { status: "draft" }, 404, "certification-not-found"],
])("a certification that is %s is sold as that allows", async (_, entry, status, code) => {
  const ana = given.someone();
  const certificationId = await given.certification("acp", entry);

  const answer = await place([{ product: "certification", certificationId, quantity: 1 }], ana);

  expect([answer.status, field(answer, "code")]).toEqual([status, code]);
  expect(pageOf(await call(listOrders, { as: ana })).data).toHaveLength(status === 201 ? 1 : 0);
});

test("offline training is sold only where the catalogue prices it, and nothing of the order is kept otherwise", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");

  const answer = await place([...redemptionCodes, { product: "offline-training", certificationId, quantity: 1 }], ana);

  expect(refusal(answer)).toEqual([409, "offline-training-not-offered"]);
  expect(pageOf(await call(listOrders, { as: ana })).data).toEqual([]);
});

test("a certification that does not exist cannot be ordered", async () => {
  const items = [{ product: "certification", certificationId: `acp-${randomUUID()}`, quantity: 1 }];

  expect(refusal(await place(items, given.someone()))).toEqual([404, "certification-not-found"]);
});
