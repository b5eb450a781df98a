import { describe, expect, test } from "vitest";
import {
  cancelOrder,
  codesIn,
  confirmPayment,
  type Order,
  type OrderItem,
  placeOrder,
  type UsedPayment,
  visibleOrder,
} from "../../shared/domain/order.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { acceptedBy, ana, ben, certification, refusalOf, staff } from "./given.ts";

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
const cancelled: Order = { ...placed, state: "cancelled", cancelledAt: now };
const payment = { paymentId: "pay_1", amount: 110_000, currency: "USD" };
const paidAt = "2028-02-29T12:00:00.000Z";

function numbers(): () => string {
  let drawn = 0;
  return () => `EDU-${++drawn}`;
}

function pay(order: Order | undefined, fields: Partial<typeof payment> = {}, used?: UsedPayment) {
  return confirmPayment(order, { ...payment, ...fields }, used, numbers(), programme, paidAt);
}

function paid(order: Order) {
  const confirmed = pay(order);
  if ("fault" in confirmed) throw new Error(confirmed.fault);
  return confirmed;
}

describe("an order", () => {
  test("is priced line by line at what is on sale, and waits for its payment", () => {
    expect(placed).toEqual({
      ...{
        orderId: "ord_1",
        accountId: "ana",
        email: "ana@example.org",
        placedAt: "2027-01-01T00:00:00.000Z",
        state: "awaiting-payment",
      },
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
      state: "cancelled",
      cancelledAt: "2027-01-02T00:00:00.000Z",
    });
  });

  test("is refused to others, after payment and a second time", () => {
    expect(refusalOf(cancelOrder(undefined, "ana", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(placed, "ben", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(paid(placed).paid, "ben", now))).toBe("order-not-found");
    expect(refusalOf(cancelOrder(paid(placed).paid, "ana", now))).toBe("order-already-paid");
    expect(refusalOf(cancelOrder(cancelled, "ana", now))).toBe("order-already-cancelled");
  });
});

describe("a payment", () => {
  test("issues one code for each unit, line by line, and none for offline training", () => {
    const { paid: order, codes } = paid(placed);
    expect(codes.map(({ code, coverage }) => [code, coverage])).toEqual([
      ["EDU-1", { edition: "single-subject", certificationId: "acp" }],
      ["EDU-2", { edition: "single-subject", certificationId: "acp" }],
      ["EDU-3", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-4", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-5", { edition: "general-purpose", levels: ["aca"] }],
      ["EDU-6", { edition: "general-purpose", levels: ["clouder"] }],
    ]);
    expect(order).toMatchObject({ state: "paid", paidAt: "2028-02-29T12:00:00.000Z", paymentId: "pay_1" });
    expect(order.codes.map(({ code, expiresAt }) => [code, expiresAt])).toEqual([
      ["EDU-1", "2029-02-28T12:00:00.000Z"],
      ["EDU-2", "2029-02-28T12:00:00.000Z"],
      ["EDU-3", "2029-02-28T12:00:00.000Z"],
      ["EDU-4", "2029-02-28T12:00:00.000Z"],
      ["EDU-5", "2029-02-28T12:00:00.000Z"],
      ["EDU-6", "2029-02-28T12:00:00.000Z"],
    ]);
  });

  test("gives the buyer codes that were purchased when it was confirmed, under the rules of that moment", () => {
    const [first] = paid(placed).codes;
    expect(first).toMatchObject({
      ...{ ownerId: "ana", source: { kind: "order", id: "ord_1" }, state: "issued", programmeVersion: 1 },
      ...{ purchasedAt: "2028-02-29T12:00:00.000Z", expiresAt: "2029-02-28T12:00:00.000Z" },
    });
  });

  test("of an order of training alone issues no code", () => {
    const alone = acceptedBy(place([training("acp")]));
    expect(pay(alone, { amount: 70_000 })).toMatchObject({ paid: { state: "paid", codes: [] }, codes: [] });
  });

  test.each<[string, Order | undefined, Partial<typeof payment>, string]>([
    ["of no order", undefined, {}, "order-not-found"],
    ["of a cancelled order, whatever the amount", cancelled, { amount: 1 }, "order-cancelled"],
    ["a second time", paid(placed).paid, {}, "order-already-paid"],
    ["a second time, with another amount", paid(placed).paid, { amount: 1 }, "order-already-paid"],
    ["of a cent too little", placed, { amount: 109_999 }, "amount-differs"],
    ["of a cent too much", placed, { amount: 110_001 }, "amount-differs"],
    ["in another currency", placed, { currency: "EUR" }, "amount-differs"],
  ])("%s is a fault for staff, and issues nothing", (_, order, fields, fault) => {
    expect(pay(order, fields)).toEqual({ fault });
  });

  test("is used up by the order that it pays", () => {
    expect(paid(placed).used).toEqual({ paymentId: "pay_1", orderId: "ord_1", usedAt: paidAt });
  });

  test.each<[string, Order | undefined, string]>([
    ["that awaits its payment", placed, "payment-of-another-order"],
    ["that is paid", paid(placed).paid, "payment-of-another-order"],
    ["that is cancelled", cancelled, "payment-of-another-order"],
    ["that there is not", undefined, "order-not-found"],
  ])("that paid another order pays none %s", (_, order, fault) => {
    expect(pay(order, {}, { paymentId: "pay_1", orderId: "ord_2", usedAt: now })).toEqual({ fault });
  });
});
