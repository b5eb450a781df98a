import { expect, test, vi } from "vitest";
import { claimCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { cancelAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { cancelOrder, listOrders, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import type { Claims, Request } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf, pointers, refusal, tally } from "../calls.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
const otherItems = [{ product: "redemption-code", level: "aca", quantity: 2 }];

const place = (as: Claims, key: string, request: Request = {}) =>
  call(placeOrder, { body: { items }, as, headers: { "idempotency-key": key }, ...request });

const ordersOf = async (as: Claims) => pageOf(await call(listOrders, { as })).data;

test("a repeated request gets the first answer again, and says that it is a repetition", async () => {
  const ana = given.someone();

  const first = await place(ana, "one");
  const again = await place(ana, "one", { at: "2026-11-22T10:00:00.000Z" });

  expect(first.headers).not.toHaveProperty("idempotent-replayed");
  expect(again.headers["idempotent-replayed"]).toBe("true");
  expect([again.status, again.body, again.headers.location]).toEqual([201, first.body, first.headers.location]);
  expect(again.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  expect(await ordersOf(ana)).toHaveLength(1);
});

test("a repetition costs one read round trip and writes nothing", async () => {
  const ana = given.someone();
  await place(ana, "one");
  const send = vi.spyOn(client, "send");

  await place(ana, "one");

  expect(send.mock.calls.map(([command]) => command.constructor.name)).toEqual(["GetCommand"]);
  send.mockRestore();
});

test("a key is kept for exactly 24 hours", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  await place(ana, "one");
  await place(ben, "one");

  const before = await place(ana, "one", { at: "2026-11-23T09:29:59.999Z" });
  const at = await place(ben, "one", { at: "2026-11-23T09:30:00.000Z" });

  expect(before.headers["idempotent-replayed"]).toBe("true");
  expect(at.headers).not.toHaveProperty("idempotent-replayed");
  expect([await ordersOf(ana), await ordersOf(ben)].map(({ length }) => length)).toEqual([1, 2]);
});

test("a key that has ended begins again: it gives the second order's answer for 24 hours more", async () => {
  const ana = given.someone();
  await place(ana, "one");
  const second = await place(ana, "one", { at: "2026-11-23T09:30:00.000Z", body: { items: otherItems } });

  const again = await place(ana, "one", { at: "2026-11-24T09:29:59.999Z", body: { items: otherItems } });

  expect([again.headers["idempotent-replayed"], again.body]).toEqual(["true", second.body]);
});

test("twenty requests at the same moment at which a key ends are one new order", async () => {
  const ana = given.someone();
  await place(ana, "one");

  const answers = await atOnce(20, () => place(ana, "one", { at: "2026-11-23T09:30:00.000Z" }));

  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await ordersOf(ana)).toHaveLength(2);
});

test("a key with another body is refused, and nothing is written", async () => {
  const ana = given.someone();
  await place(ana, "one");

  const answer = await place(ana, "one", { body: { items: otherItems } });

  expect(refusal(answer)).toEqual([422, "idempotency-key-reused"]);
  expect(await ordersOf(ana)).toHaveLength(1);
});

test("of two bodies at the same moment with one key one is accepted and the other refused", async () => {
  const ana = given.someone();

  const answers = await Promise.all([place(ana, "one"), place(ana, "one", { body: { items: otherItems } })]);

  expect(tally(answers)).toEqual({ 201: 1, 422: 1 });
  expect(await ordersOf(ana)).toHaveLength(1);
});

test("the same body in other words is the same request", async () => {
  const ana = given.someone();
  const first = await place(ana, "one");

  const text = ' {"items" : [{"quantity":1,"level":"aca","product":"redemption-code"}]}\n';
  const again = await call(placeOrder, { text, as: ana, headers: { "idempotency-key": "one" } });

  expect([again.headers["idempotent-replayed"], again.body]).toEqual(["true", first.body]);
});

test("a key belongs to its account: another's is independent", async () => {
  const [ana, ben] = [given.someone(), given.someone()];

  const answers = [await place(ana, "one"), await place(ben, "one", { body: { items: otherItems } })];

  expect(tally(answers)).toEqual({ 201: 2 });
  expect(answers[1]?.headers).not.toHaveProperty("idempotent-replayed");
});

test("a key belongs to one operation and one thing: for another it is refused", async () => {
  const ana = given.someone();
  const headers = { "idempotency-key": "one" };
  const [first, second] = [await given.order(items, ana), await given.order(items, ana)];
  await call(cancelOrder, { params: { orderId: first.orderId }, body: {}, as: ana, headers });

  const ofAnother = await call(cancelOrder, { params: { orderId: second.orderId }, body: {}, as: ana, headers });
  const asAnother = await place(ana, "one");

  expect(refusal(ofAnother)).toEqual([422, "idempotency-key-reused"]);
  expect(refusal(asAnother)).toEqual([422, "idempotency-key-reused"]);
  expect(await eventTypes("order", second.orderId)).toEqual(["order.placed"]);
});

test("a refusal is given again too, even when the request would be accepted by now", async () => {
  const ana = given.someone();
  const certificationId = `acp-${crypto.randomUUID()}`;
  const body = { items: [{ product: "certification", certificationId, quantity: 1 }] };
  const first = await place(ana, "one", { body });
  const price = { amount: 1, currency: "USD" };
  const entry = { level: "acp", title: "T", price, status: "published" };
  await call(putCertification, { params: { certificationId }, body: entry, as: given.staff });

  const again = await place(ana, "one", { body });
  const anew = await place(ana, "two", { body });

  expect(refusal(first)).toEqual([404, "certification-not-found"]);
  expect([again.status, again.body, again.headers["content-type"]]).toEqual([
    404,
    first.body,
    "application/problem+json",
  ]);
  expect(again.headers["idempotent-replayed"]).toBe("true");
  expect(anew.status).toBe(201);
});

test("fifty registrations at the same moment with one key are one registration, answered fifty times", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const headers = { "idempotency-key": "one" };

  const answers = await atOnce(50, () => given.registering(code, certificationId, ana, { headers }));

  expect(tally(answers)).toEqual({ 201: 50 });
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toHaveLength(1);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
});

test("a claim and a cancellation by staff are repeated as safely as an order", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);
  const code = await given.authorizationCode(await given.certification("acp"), ana);
  const headers = { "idempotency-key": `${code}` };
  const claim = (at: string) => call(claimCertificate, { params: { certificateId }, body: {}, as: ana, headers, at });
  const cancel = () => call(cancelAuthorizationCode, { params: { code }, body: {}, as: given.staff, headers });

  const claims = [await claim("2026-11-22T10:00:00.000Z"), await claim("2026-11-22T11:00:00.000Z")];
  const cancels = [await cancel(), await cancel()];

  expect(claims.map((each) => field(each, "claimedAt"))).toEqual([
    "2026-11-22T10:00:00.000Z",
    "2026-11-22T10:00:00.000Z",
  ]);
  expect(tally([...claims, ...cancels])).toEqual({ 200: 4 });
  expect(await eventTypes("authorization-code", code)).toHaveLength(2);
});

test.each([
  ["empty", ""],
  ["of 256 characters", "k".repeat(256)],
  ["with a space", "a b"],
  ["with a tab", "a\tb"],
  ["with a control character", "a\u0007b"],
  ["with a letter beyond ASCII", "clé"],
])("a key that is %s is refused, and nothing is written", async (_, key) => {
  const ana = given.someone();

  const answer = await place(ana, key);

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/headers/idempotency-key"]]);
  expect(await ordersOf(ana)).toEqual([]);
});

test("a key of 255 characters, of any visible ASCII, is kept", async () => {
  const ana = given.someone();
  const key = `!"#$%&'()*+,-./:;<=>?@[]^_\`{|}~${"k".repeat(224)}`;

  const answers = [await place(ana, key), await place(ana, key)];

  expect(key).toHaveLength(255);
  expect(tally(answers)).toEqual({ 201: 2 });
  expect(await ordersOf(ana)).toHaveLength(1);
});
