import { describe, expect, test } from "vitest";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import { type Order, type OrderItem, visibleOrder } from "../../../shared/domain/purchase/order.ts";
import { booksOf } from "../../../shared/domain/purchase/order-books.ts";
import { cancelOrder, endedOrder, orderDue, orderStatus } from "../../../shared/domain/purchase/order-status.ts";
import type { PaymentSucceeded } from "../../../shared/domain/purchase/payment-facts.ts";
import { codesIn, placeOrder } from "../../../shared/domain/purchase/place-order.ts";
import { settleOrder } from "../../../shared/domain/purchase/settle-order.ts";
import { acceptedBy, ana, ben, certification, refusalOf, staff } from "../given.ts";

const now = "2027-01-01T00:00:00.000Z";
const catalogue = new Map([
  ["acp", certification("acp", { offlineTraining: { price: { amount: 70_000, currency: "USD" } } })],
  ["ace", certification("ace", { price: { amount: 30_000, currency: "USD" } })],
  ["ending", certification("acp", { endOfSaleAt: "2027-06-01T00:00:00.000Z" })],
  ["draft", certification("acp", { published: false })],
]);
const lastOfSale = "2027-05-31T23:59:59.999Z";
const endOfSale = "2027-06-01T00:00:00.000Z";
const items = [certified("acp", 2), training("acp"), redemptionCode("aca", 3), redemptionCode("clouder")];

function certified(certificationId: string, quantity = 1): OrderItem {
  return { product: "certification", certificationId, quantity };
}

function training(certificationId: string, quantity = 1): OrderItem {
  return { product: "offline-training", certificationId, quantity };
}

function redemptionCode(level: string, quantity = 1): OrderItem {
  return { product: "redemption-code", level, quantity };
}

function place(wanted: readonly OrderItem[], at = now) {
  return placeOrder("ord_1", ana, wanted, catalogue, programme, at);
}

const placed = acceptedBy(place(items));
const cancelled: Order = { ...placed, cancelledAt: now };
const paidAt = "2027-01-07T23:59:59.999Z";
const payment: PaymentSucceeded = {
  type: "payment",
  paymentId: "pay_1",
  amount: 110_000,
  currency: "USD",
  occurredAt: paidAt,
};
const receivedAt = "2028-02-29T12:00:00.000Z";

function numbers(): () => string {
  let drawn = 0;
  return () => `EDU-${++drawn}`;
}

function settled(order: Order) {
  const from = { known: new Map(), retired: new Set<string>(), draw: numbers(), under: programme, now: receivedAt };
  return settleOrder(order, from);
}

function paid(order: Order, fields: Partial<PaymentSucceeded> = {}) {
  return settled({ ...order, facts: [...order.facts, { ...payment, ...fields }] });
}

describe("an order", () => {
  test("is priced line by line at what is on sale, and waits for its payment", () => {
    expect(placed).toEqual({
      orderId: "ord_1",
      accountId: "ana",
      email: "ana@example.org",
      placedAt: "2027-01-01T00:00:00.000Z",
      endsAt: "2027-01-08T00:00:00.000Z",
      facts: [],
      codes: [],
      lines: [
        {
          product: "certification",
          certificationId: "acp",
          quantity: 2,
          unitPrice: { amount: 12_000, currency: "USD" },
        },
        {
          product: "offline-training",
          certificationId: "acp",
          quantity: 1,
          unitPrice: { amount: 70_000, currency: "USD" },
        },
        { product: "redemption-code", level: "aca", quantity: 3, unitPrice: { amount: 5_000, currency: "USD" } },
        { product: "redemption-code", level: "clouder", quantity: 1, unitPrice: { amount: 1_000, currency: "USD" } },
      ],
      total: { amount: 110_000, currency: "USD" },
    });
  });

  test("comes to one code for each unit, and to none for offline training", () => {
    expect(codesIn(items)).toBe(6);
    expect(codesIn([training("acp", 80)])).toBe(0);
    expect(codesIn([])).toBe(0);
  });

  test.each<[string, OrderItem, string, string]>([
    ["an unknown certification", certified("none"), now, "certification-not-found"],
    ["a draft", certified("draft"), now, "certification-not-found"],
    ["training for an unknown certification", training("none"), now, "certification-not-found"],
    ["a certification in its last millisecond of sale", certified("ending"), lastOfSale, "accepted"],
    ["a certification at its end of sale", certified("ending"), endOfSale, "certification-not-on-sale"],
    ["training at the end of sale", training("ending"), endOfSale, "certification-not-on-sale"],
    ["training where there is none", training("ace"), now, "offline-training-not-offered"],
    ["a redemption code for ACP", redemptionCode("acp"), now, "authorization-code-edition-not-allowed"],
    ["a redemption code for ACE", redemptionCode("ace"), now, "authorization-code-edition-not-allowed"],
  ])("for %s is $3", (_, item, at, answer) => {
    expect(refusalOf(place([item], at))).toBe(answer);
    expect(refusalOf(place([...items, item], at))).toBe(answer);
  });

  test("with two lines that are refused is refused by the order of precedence, not of the lines", () => {
    const [withdrawn, unknown] = [certified("ending"), certified("none")];
    expect(refusalOf(place([unknown, withdrawn], endOfSale))).toBe("certification-not-found");
    expect(refusalOf(place([withdrawn, unknown], endOfSale))).toBe("certification-not-found");
  });

  test("is there for its buyer and for staff alone", () => {
    expect(refusalOf(visibleOrder(placed, ana))).toBe("accepted");
    expect(refusalOf(visibleOrder(placed, staff))).toBe("accepted");
    expect(refusalOf(visibleOrder(placed, ben))).toBe("order-not-found");
    expect(refusalOf(visibleOrder(undefined, staff))).toBe("order-not-found");
  });
});

describe("cancelling an order", () => {
  test("keeps when; all else stays as it was", () => {
    expect(acceptedBy(cancelOrder(placed, "ana", "2027-01-02T00:00:00.000Z"))).toEqual({
      ...placed,
      cancelledAt: "2027-01-02T00:00:00.000Z",
    });
  });

  test("is refused to others, after payment and a second time", () => {
    expect(refusalOf(cancelOrder(undefined, "ana", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(placed, "ben", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(paid(placed).order, "ben", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(paid(placed).order, "ana", now))).toBe("order-already-paid");
    expect(refusalOf(cancelOrder(cancelled, "ana", now))).toBe("order-already-cancelled");
  });
});

describe("the end of an order", () => {
  const [last, end] = ["2027-01-07T23:59:59.999Z", "2027-01-08T00:00:00.000Z"];

  test("comes 7 days after it was placed, whether or not the schedule has run", () => {
    expect([orderStatus(placed, last), orderStatus(placed, end)]).toEqual(["awaiting-payment", "expired"]);
    expect(refusalOf(cancelOrder(placed, "ana", last))).toBe("accepted");
    expect(refusalOf(cancelOrder(placed, "ana", end))).toBe("order-expired");
  });

  test("is announced once, and not for one that was paid or cancelled", () => {
    expect([orderDue(placed), orderDue(cancelled), orderDue(paid(placed).order)]).toEqual([end, undefined, undefined]);
    expect(endedOrder(placed, last)).toBeUndefined();
    const ended = endedOrder(placed, end);
    expect(ended && [orderStatus(ended, end), orderDue(ended), endedOrder(ended, end)]).toEqual([
      "expired",
      undefined,
      undefined,
    ]);
  });

  test("does not count against who paid in time and whose payment is reported late", () => {
    const ended = endedOrder(placed, end) ?? placed;
    expect(orderStatus(paid(ended).order, receivedAt)).toBe("paid");
    expect(orderStatus(paid(ended, { occurredAt: end }).order, receivedAt)).toBe("expired");
  });

  test("of an order that was placed before its end was kept is the programme's, too", () => {
    expect(orderStatus({ ...placed, endsAt: undefined }, end)).toBe("expired");
  });
});

describe("a payment", () => {
  test("issues one code for each unit, line by line, and none for offline training", () => {
    const { order, issued } = paid(placed);
    expect(issued.map(({ code, coverage }) => [code, coverage])).toEqual([
      ["EDU-1", { edition: "single-subject", certificationId: "acp" }],
      ["EDU-2", { edition: "single-subject", certificationId: "acp" }],
      ["EDU-3", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-4", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-5", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-6", { edition: "general-purpose", levels: ["clouder"] }],
    ]);
    expect(orderStatus(order, receivedAt)).toBe("paid");
    const expiresAt = "2029-02-28T12:00:00.000Z";
    expect(order.codes).toEqual(issued.map(({ code, coverage }, unit) => ({ code, unit, coverage, expiresAt })));
  });

  test("gives the buyer codes that were purchased when it was confirmed, under the rules of that moment", () => {
    const [first] = paid(placed).issued;
    expect(first).toMatchObject({
      ownerId: "ana",
      source: { kind: "order", id: "ord_1" },
      state: "issued",
      programmeVersion: 1,
      purchasedAt: "2028-02-29T12:00:00.000Z",
      expiresAt: "2029-02-28T12:00:00.000Z",
    });
  });

  test("of an order of training alone issues no code", () => {
    const { order, issued } = paid(acceptedBy(place([training("acp")])), { amount: 70_000 });
    expect([orderStatus(order, receivedAt), order.codes, issued]).toEqual(["paid", [], []]);
  });

  test.each<[string, Order, Partial<PaymentSucceeded>, string]>([
    ["of a cancelled order, whatever the amount", cancelled, { amount: 1 }, "order-cancelled"],
    ["at the end of the order", placed, { occurredAt: "2027-01-08T00:00:00.000Z" }, "order-expired"],
    ["a second time", paid(placed).order, { paymentId: "pay_2" }, "order-already-paid"],
    ["a second time, with another amount", paid(placed).order, { paymentId: "pay_2", amount: 1 }, "amount-differs"],
    ["of one id with another amount", paid(placed).order, { amount: 1 }, "differs-from-first-report"],
    ["of a cent too little", placed, { amount: 109_999 }, "amount-differs"],
    ["of a cent too much", placed, { amount: 110_001 }, "amount-differs"],
    ["in another currency", placed, { currency: "EUR" }, "amount-differs"],
    ["for something that has ended", placed, { isRetired: true }, "certification-retired"],
    ["that pays another order", placed, { paysOrder: "ord_2" }, "payment-of-another-order"],
  ])("%s is kept for staff, and issues nothing", (_, order, fields, fault) => {
    const after = paid(order, { occurredAt: "2027-01-07T23:59:59.999Z", ...fields });
    const fact = after.order.facts.at(-1);
    expect(fact && booksOf(after.order).faults.get(fact)).toBe(fault);
    expect(after.issued).toEqual([]);
  });
});
