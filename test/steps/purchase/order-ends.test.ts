import { beforeEach, expect, test } from "vitest";
import { cancelOrder, getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { listProducts } from "../../../shared/contract/purchase/products.ts";
import * as given from "../../support/given.ts";
import { defaultTime } from "../../support/invoke.ts";
import { ofPayment } from "../../support/paying.ts";
import { call, eventsOf, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { day, freshTable, later, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
const end = later(defaultTime, 7 * day);

beforeEach(freshTable);

test("an unpaid order ends after 7 days, which the schedule announces once, to its buyer too", async () => {
  const ana = given.someone();
  const { orderId } = await given.order(items, ana);
  const statusAt = async (at: string) => field(await call(getOrder, { params: { orderId }, as: ana, at }), "status");

  expect([await statusAt(later(end, -1)), await statusAt(end)]).toEqual(["awaiting-payment", "expired"]);
  await runSchedule(later(end, -1));
  expect(await eventTypes("order", orderId)).toEqual(["order.placed"]);
  await overlappingRuns(2, end);
  await runSchedule(later(end, day));

  const [, ended, ...others] = await eventsOf("order", orderId);
  expect([ended?.type, ended?.data, others]).toEqual(["order.expired", { endsAt: end }, []]);
  expect((await causedMails("order", orderId)).map(({ to, subject }) => [to, subject])).toEqual([
    [ana.email, `Your order has ended: ${orderId}`],
  ]);
  expect(refusal(await call(cancelOrder, { params: { orderId }, body: {}, as: ana, at: end }))).toEqual([
    409,
    "order-expired",
  ]);
});

test("the end of a paid or cancelled order is not announced", async () => {
  const ana = given.someone();
  const paid = await given.order(items, ana);
  const cancelled = await given.order(items, ana);
  await given.payment(ofPayment(paid));
  await call(cancelOrder, { params: { orderId: cancelled.orderId }, body: {}, as: ana });

  await runSchedule(end);

  expect(await eventTypes("order", paid.orderId)).toEqual(["order.placed", "order.paid"]);
  expect(await eventTypes("order", cancelled.orderId)).toEqual(["order.placed", "order.cancelled"]);
});

test("the buyer is told of payment, with the code and its end, and of cancelling", async () => {
  const ana = given.someone();
  const paid = await given.order(items, ana);
  const cancelled = await given.order(items, ana);
  await given.payment(ofPayment(paid));
  await call(cancelOrder, { params: { orderId: cancelled.orderId }, body: {}, as: ana });

  const [mail] = await causedMails("order", paid.orderId);
  const shown = await call(getOrder, { params: { orderId: paid.orderId }, as: ana });
  const [code] = Object.values(Object(field(shown, "authorizationCodes")));
  expect([mail?.to, mail?.text.slice(0, mail.text.indexOf("\n-- "))]).toEqual([
    ana.email,
    `Thank you. We received 50.00 USD for your order ${paid.orderId}.\n\n` +
      "This is your authorization code. Activate it for yourself, or give it away:\n\n" +
      `For level ACA, activate it before 22 November 2027, 09:30 UTC: ${Object(code).code}\n`,
  ]);
  expect((await causedMails("order", cancelled.orderId)).map(({ subject }) => subject)).toEqual([
    `Your order is cancelled: ${cancelled.orderId}`,
  ]);
});

test("anyone reads what is sold, with its price: what is not on sale is not there", async () => {
  const training = { offlineTraining: { price: { amount: 70_000, currency: "USD" } } };
  const acp = await given.certification("acp", training);
  const ace = await given.certification("ace");
  await given.certification("aca", { status: "end-of-sale" });
  await given.certification("aca", { status: "draft" });

  const first = pageOf(await call(listProducts, { query: { limit: "1" } }));
  const all = pageOf(await call(listProducts));

  const usd = (amount: number) => ({ amount, currency: "USD" });
  const title = "A title";
  expect(all.data).toEqual([
    { product: "redemption-code", level: "clouder", title: "Redemption code for Clouder", price: usd(1_000) },
    { product: "redemption-code", level: "aca", title: "Redemption code for ACA", price: usd(5_000) },
    { product: "certification", certificationId: ace, level: "ace", title, price: usd(12_000) },
    { product: "certification", certificationId: acp, level: "acp", title, price: usd(12_000) },
    { product: "offline-training", certificationId: acp, level: "acp", title, price: usd(70_000) },
  ]);
  expect(first.data.length).toBeLessThan(all.data.length);
  expect(first.nextCursor).toBeDefined();
});
