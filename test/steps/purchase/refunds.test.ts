import { expect, test } from "vitest";
import { getReport } from "../../../shared/contract/exam/report-operations.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { moveTraining, refundOrder } from "../../../shared/contract/purchase/refunds.ts";
import { reportIdFor } from "../../../shared/store/exam/reports.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import { ofPayment, telling } from "../../support/paying.ts";
import { atOnce, call, cancelCode, codesOfOrder, eventTypes, field, moneyOf, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const items = (quantity: number) => [{ product: "redemption-code", level: "aca", quantity }];

async function paid(quantity = 3) {
  const ana = given.someone();
  const order = await given.order(items(quantity), ana);
  given.must([200], await given.payment(ofPayment(order)));
  return { ana, ...order, codes: await codesOfOrder(order.orderId, ana) };
}

const statusOf = async (orderId: string, as: Claims, at = defaultTime) =>
  field(await call(getOrder, { params: { orderId }, as, at }), "status");

const states = async (codes: readonly string[]) =>
  Promise.all(
    codes.map(async (code) => field(await call(getAuthorizationCode, { params: { code }, as: given.staff }), "status")),
  );

const refund = (orderId: string, body: object, as = given.staff) =>
  call(refundOrder, { params: { orderId }, body: { reason: "Asked for it", ...body }, as });

const subjects = async (orderId: string) => (await causedMails("order", orderId)).map(({ subject }) => subject);

test("a full refund of the provider cancels the codes, and a redeemed one stays and is shown", async () => {
  const { ana, codes, ...order } = await paid();
  const certificationId = await given.certification("aca");
  given.must([201], await given.registering(codes[0] ?? "", certificationId, ana));

  const answer = await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}` }));

  expect(answer.body).toEqual({ status: "applied" });
  expect(await statusOf(order.orderId, ana)).toBe("refunded");
  expect(await states(codes)).toEqual(["redeemed", "cancelled", "cancelled"]);
  expect(await moneyOf(order.orderId)).toMatchObject({ refunded: 15_000, toRefund: 0, forgone: 5_000 });
  const seen = await call(getOrder, { params: { orderId: order.orderId }, as: given.staff });
  expect(field(seen, "authorizationCodes")).toMatchObject([{ redeemed: true }, {}, {}]);
  expect(await eventTypes("authorization-code", codes[1] ?? "")).toEqual(["order.paid", "order.refunded"]);
  expect((await subjects(order.orderId)).at(-1)).toBe(`Your refund: order ${order.orderId}`);
});

test("a refund that names codes cancels these, once, however often it comes", async () => {
  const { ana, codes, ...order } = await paid();
  const data = ofPayment(order, { refundId: `rfd_${order.orderId}`, amount: 5_000, codes: [codes[1]] });

  const answers = await atOnce(3, () => telling("payment.refunded", data));
  const later = await telling("payment.refunded", data, { at: "2026-11-22T10:30:00.000Z" });

  expect(answers.map((each) => field(each, "status")).sort()).toEqual(["applied", "duplicate", "duplicate"]);
  expect(later.body).toEqual({ status: "duplicate" });
  expect(await states(codes)).toEqual(["issued", "cancelled", "issued"]);
  expect(await statusOf(order.orderId, ana)).toBe("partly-refunded");
});

test("a refund that names a code of another order waits for staff, and takes no code", async () => {
  const { ana, codes, ...order } = await paid(1);
  const other = await paid(1);
  const named = [...codes, ...other.codes];
  const data = ofPayment(order, { refundId: `rfd_${order.orderId}`, codes: named });

  const answer = await telling("payment.refunded", data);

  expect(answer.body).toEqual({ status: "parked", reason: "code-of-another-order" });
  expect(await states(named)).toEqual(["issued", "issued"]);
  expect(await statusOf(order.orderId, ana)).toBe("paid");
  expect(await moneyOf(order.orderId)).toMatchObject({ paid: 5_000, refunded: 0, toRefund: 0 });
  expect((await subjects(order.orderId)).filter((each) => each.startsWith("Your refund"))).toEqual([]);
});

test("a refund before its payment is kept, and counts with it: no code is issued", async () => {
  const ana = given.someone();
  const order = await given.order(items(2), ana);
  const data = ofPayment(order, { refundId: `rfd_${order.orderId}` });

  const early = await telling("payment.refunded", data);
  const paying = await given.payment(ofPayment(order));

  expect([early.body, paying.body]).toEqual([{ status: "parked", reason: "payment-not-found" }, { status: "applied" }]);
  const params = { reportId: reportIdFor("payments", { type: "payment.refunded", occurredAt: defaultTime, data }) };
  expect((await call(getReport, { params, as: given.staff })).body).toMatchObject({ status: "applied" });
  expect(await statusOf(order.orderId, ana)).toBe("refunded");
  expect(await codesOfOrder(order.orderId, ana)).toEqual([]);
});

test.each([
  ["in the order in which they happened", [0, 1, 2]],
  ["the other way round", [2, 1, 0]],
  ["the closing first", [2, 0, 1]],
])("payment, dispute and its closing end the same (%s)", async (_, sequence) => {
  const ana = given.someone();
  const order = await given.order(items(2), ana, "2026-11-22T09:00:00.000Z");
  const disputeId = `dsp_${order.orderId}`;
  const messages = [
    ["payment.succeeded", ofPayment(order), "2026-11-22T09:00:00.000Z"],
    ["payment.disputed", ofPayment(order, { disputeId }), "2026-11-22T09:10:00.000Z"],
    ["payment.dispute-closed", { disputeId, won: true }, "2026-11-22T09:20:00.000Z"],
  ] as const;

  for (const at of [...sequence, ...sequence]) {
    const [type, data, occurredAt] = messages[at] ?? messages[0];
    given.must([200], await telling(type, data, { occurredAt }));
  }

  expect(await statusOf(order.orderId, ana)).toBe("paid");
  const codes = await codesOfOrder(order.orderId, ana);
  expect((await states(codes)).filter((state) => state === "issued")).toHaveLength(2);
  for (const [type, data, occurredAt] of messages) {
    const params = { reportId: reportIdFor("payments", { type, occurredAt, data }) };
    expect((await call(getReport, { params, as: given.staff })).body).toMatchObject({ status: "applied" });
  }
});

test("while a payment is disputed its codes cannot be redeemed; a won dispute gives new ones, for a whole year", async () => {
  const { ana, codes, ...order } = await paid(1);
  const disputeId = `dsp_${order.orderId}`;
  await telling("payment.disputed", ofPayment(order, { disputeId }));
  const certificationId = await given.certification("aca");

  const refused = await given.registering(codes[0] ?? "", certificationId, ana);
  expect([await statusOf(order.orderId, ana), refusal(refused)]).toEqual([
    "disputed",
    [409, "authorization-code-cancelled"],
  ]);
  await telling("payment.dispute-closed", { disputeId, won: true }, { at: "2027-02-01T00:00:00.000Z" });

  const [, again] = await codesOfOrder(order.orderId, ana);
  const shown = await call(getAuthorizationCode, { params: { code: again ?? "" }, as: ana });
  expect(shown.body).toMatchObject({ status: "issued", expiresAt: "2028-02-01T00:00:00.000Z" });
  expect(await subjects(order.orderId)).toEqual(
    ["Your order is paid:", "Your payment is disputed: order", "The dispute is closed: order"].map(
      (each) => `${each} ${order.orderId}`,
    ),
  );
});

test("what is paid for a certification that has ended is to be paid back, and gives no code", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const order = await given.order([{ product: "certification", certificationId, quantity: 1 }], ana);
  const body = { level: "acp", title: "A title", price: { amount: 1, currency: "USD" }, status: "end-of-life" };
  given.must([200], await call(putCertification, { params: { certificationId }, body, as: given.staff }));

  const answer = await given.payment(ofPayment(order));

  expect(answer.body).toEqual({ status: "parked", reason: "certification-retired" });
  expect(await moneyOf(order.orderId)).toMatchObject({ paid: 12_000, toRefund: 12_000 });
  expect(await statusOf(order.orderId, ana)).toBe("awaiting-payment");
  expect(await subjects(order.orderId)).toEqual([]);
  const params = { reportId: reportIdOf(order) };
  expect((await causedMails("report", params.reportId)).map(withoutFooter)).toEqual([
    `We received 120.00 USD for your order ${order.orderId}.\n\nThe reason: A certification that it was for has ended.\n\nWe will pay it back to you. You need not do anything.`,
  ]);
});

/** The letter alone. The sender's name and address stand under each. */
function withoutFooter({ text }: { readonly text: string }): string | undefined {
  return text.split("\n\n-- \n")[0];
}

function reportIdOf(order: Parameters<typeof ofPayment>[0]) {
  const data = ofPayment(order);
  return reportIdFor("payments", { type: "payment.succeeded", occurredAt: defaultTime, data });
}

test("staff have a payment paid back that came after the order's end", async () => {
  const ana = given.someone();
  const order = await given.order(items(1), ana);
  const at = "2026-11-29T09:30:00.000Z";
  const answer = await given.payment(ofPayment(order), { at });

  const asked = await refund(order.orderId, {});
  await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}` }), { at });

  expect(answer.body).toEqual({ status: "parked", reason: "order-expired" });
  expect(field(asked, "money")).toMatchObject({ paid: 5_000, toRefund: 5_000, asked: 5_000 });
  expect(await moneyOf(order.orderId)).toMatchObject({ refunded: 5_000, toRefund: 0, asked: 0 });
  expect(await statusOf(order.orderId, ana, at)).toBe("expired");
});

test("staff take codes back: they are cancelled at once, and the order waits for the provider", async () => {
  const { ana, codes, ...order } = await paid();
  const certificationId = await given.certification("aca");
  given.must([201], await given.registering(codes[0] ?? "", certificationId, ana));

  const wrong = await refund(order.orderId, { codes: [codes[0]] });
  const right = await refund(order.orderId, { codes: [codes[2]] });

  expect(refusal(wrong)).toEqual([409, "authorization-code-already-redeemed"]);
  expect(right.body).toMatchObject({ status: "paid", money: { toRefund: 5_000, asked: 5_000 } });
  expect(await states(codes)).toEqual(["redeemed", "issued", "cancelled"]);
  await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}`, amount: 5_000 }));
  expect(await statusOf(order.orderId, ana)).toBe("partly-refunded");
  expect(await states(codes)).toEqual(["redeemed", "issued", "cancelled"]);
});

test("staff take a code back after the provider took another one: both are gone, and the next refund takes no third one", async () => {
  const { ana, codes, ...order } = await paid();
  const data = (at: string) => ofPayment(order, { refundId: `rfd_${at}_${order.orderId}`, amount: 5_000 });
  given.must([200], await telling("payment.refunded", data("first")));

  given.must([200], await refund(order.orderId, { codes: [codes[0]] }));
  given.must([200], await telling("payment.refunded", data("second")));

  expect(await codesOfOrder(order.orderId, ana)).toHaveLength(3);
  expect(await states(codes)).toEqual(["cancelled", "issued", "cancelled"]);
  expect(await moneyOf(order.orderId)).toMatchObject({ refunded: 10_000, toRefund: 0, asked: 0, forgone: 0 });
});

test("a code that is redeemed and asked back at the same moment is one or the other, and never paid back when redeemed", async () => {
  const certificationId = await given.certification("aca");
  const ends = await atOnce(8, async () => {
    const { ana, codes, orderId } = await paid(1);
    const [redeemed, asked] = await Promise.all([
      given.registering(codes[0] ?? "", certificationId, ana),
      refund(orderId, {}),
    ]);
    return [redeemed.status, asked.status, ...(await states(codes))];
  });
  for (const end of ends) {
    expect([
      [201, 409, "redeemed"],
      [409, 200, "cancelled"],
    ]).toContainEqual(end);
  }
});

test("an order of 80 codes is paid back whole", async () => {
  const { codes, ...order } = await paid(80);

  await telling("payment.refunded", ofPayment(order, { refundId: `rfd_${order.orderId}` }));

  expect(new Set(await states(codes))).toEqual(new Set(["cancelled"]));
  expect(await eventTypes("order", order.orderId)).toEqual([
    "order.placed",
    "order.paid",
    "order.refunded",
    "order.settled",
  ]);
});

test("a bought code that staff cancel is to be paid back", async () => {
  const { codes, orderId } = await paid(2);

  given.must([200], await cancelCode(codes[0] ?? ""));

  expect(await moneyOf(orderId)).toMatchObject({ paid: 10_000, toRefund: 5_000, asked: 0 });
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.paid", "authorization-code.cancelled"]);
});

test("training that was bought is arranged and done, for its buyer to see, until it is paid back", async () => {
  const ana = given.someone();
  const training = { offlineTraining: { price: { amount: 70_000, currency: "USD" } } };
  const certificationId = await given.certification("acp", training);
  const order = await given.order([{ product: "offline-training", certificationId, quantity: 2 }], ana);
  const move = (status: string, as = given.staff) =>
    call(moveTraining, { params: { orderId: order.orderId, certificationId }, body: { status }, as });
  const shown = async () => field(await call(getOrder, { params: { orderId: order.orderId }, as: ana }), "training");

  const unpaid = await move("arranged");
  await given.payment(ofPayment(order));
  const bought = await shown();
  given.must([200], await move("arranged"));
  const arranged = await shown();
  await refund(order.orderId, { amount: 70_000 });

  expect(refusal(unpaid)).toEqual([409, "training-not-bought"]);
  expect(refusal(await move("done", ana))).toEqual([403, "forbidden"]);
  expect([bought, arranged, await shown()]).toEqual([
    [{ certificationId, quantity: 2, status: "to-arrange" }],
    [{ certificationId, quantity: 2, status: "arranged" }],
    [{ certificationId, quantity: 1, status: "arranged" }],
  ]);
  expect((await causedMails("order", order.orderId)).map(withoutFooter)).toEqual([
    `Thank you. We received 1400.00 USD for your order ${order.orderId}.\n\nOffline training for ${certificationId}, 2 seats: we will write to you to arrange it.`,
    `The offline training for ${certificationId} that you bought with the order ${order.orderId} is arranged.`,
    `We have asked for this sum to be paid back to you: 700.00 USD, for your order ${order.orderId}.`,
  ]);
});
