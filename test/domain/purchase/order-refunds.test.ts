import { describe, expect, test } from "vitest";
import { certified, hour, Till, training } from "./till.ts";

/** Three codes at 120, one at 300, a training at 700: the units 0 to 4, paid. */
function paid(): Till {
  const till = new Till([certified("acp", 3), training("acp"), certified("ace")]);
  till.pay("pay_1");
  return till;
}

const all = 136_000;

describe("a refund", () => {
  test("of all that was paid cancels every code, and takes the training back", () => {
    const till = paid();
    till.refund("rfd_1", "pay_1", all);
    expect(till.status()).toBe("refunded");
    expect(till.unitsWith("cancelled")).toEqual([0, 1, 2, 3]);
    expect(till.sums()).toMatchObject({ paid: all, refunded: all, toRefund: 0, forgone: 0 });
  });

  test("of a part cancels unredeemed codes as far as the amount goes, the last one first", () => {
    const till = paid();
    till.refund("rfd_1", "pay_1", 42_000);
    expect([till.status(), till.unitsWith("cancelled").sort()]).toEqual(["partly-refunded", [2, 3]]);
    till.refund("rfd_2", "pay_1", 5_000);
    expect([till.unitsWith("cancelled").sort(), till.sums().forgone]).toEqual([[2, 3], 5_000]);
    till.refund("rfd_3", "pay_1", 7_000);
    expect([till.unitsWith("cancelled").sort(), till.sums().forgone]).toEqual([[1, 2, 3], 0]);
  });

  test("that names codes cancels these", () => {
    const till = paid();
    till.refund("rfd_1", "pay_1", 12_000, { codes: ["EDU-1"] });
    expect(till.unitsWith("cancelled")).toEqual([0]);
  });

  test("never cancels a redeemed code: what was paid back for it is shown", () => {
    const till = paid();
    till.redeem("EDU-1");
    till.refund("rfd_1", "pay_1", all);
    expect([till.status(), till.unitsWith("redeemed"), till.unitsWith("cancelled")]).toEqual([
      "refunded",
      [0],
      [1, 2, 3],
    ]);
    expect(till.sums().forgone).toBe(12_000);
  });

  test("does not take back a training that was held", () => {
    const till = paid();
    till.hold("acp");
    till.refund("rfd_1", "pay_1", all);
    expect([...till.books().returned].sort()).toEqual([0, 1, 2, 3]);
    expect(till.sums().forgone).toBe(70_000);
  });

  test("of a seat stays one, also where the training of the other seats is held later", () => {
    const till = new Till([certified("acp"), training("acp", 2)]);
    till.pay("pay_1");
    till.redeem("EDU-1");
    till.settle(till.order, hour(5));
    till.refund("rfd_1", "pay_1", 70_000, { occurredAt: hour(4) });
    const before = till.picture();

    till.hold("acp");

    expect(before.returned).toEqual([2]);
    expect(till.picture()).toEqual(before);
    till.refund("rfd_2", "pay_1", 70_000, { occurredAt: hour(6) });
    expect(till.picture()).toMatchObject({ returned: [2], forgone: 70_000 });
  });

  test("that comes before its payment counts once that is here: no code is ever issued", () => {
    const till = new Till([certified("acp")]);
    till.refund("rfd_1", "pay_1", 12_000);
    expect([...till.books().faults.values()]).toEqual(["payment-not-found"]);
    till.pay("pay_1");
    expect([till.status(), till.codes.size, [...till.books().faults.values()]]).toEqual(["refunded", 0, []]);
  });

  test.each([
    ["of more than is left", { amount: 12_001 }, "more-than-paid"],
    ["in another currency", { currency: "EUR" }, "currency-differs"],
    ["of another payment", { paymentId: "pay_2" }, "payment-not-found"],
  ])("%s does not count", (_, fields, fault) => {
    const till = new Till([certified("acp")]);
    till.pay("pay_1");
    till.tell({
      type: "refund",
      refundId: "rfd_1",
      paymentId: "pay_1",
      amount: 12_000,
      currency: "USD",
      occurredAt: hour(2),
      ...fields,
    });
    expect([[...till.books().faults.values()], till.status()]).toEqual([[fault], "paid"]);
  });
});

describe("two payments for one order", () => {
  test("pay it once: the second one is to be paid back", () => {
    const till = new Till([certified("acp")]);
    till.pay("pay_1");
    till.pay("pay_2", hour(2));
    expect(till.sums()).toMatchObject({ paid: 24_000, toRefund: 12_000 });
    till.refund("rfd_1", "pay_2", 12_000);
    expect([till.status(), till.unitsWith("issued"), till.sums().toRefund]).toEqual(["paid", [0], 0]);
  });

  test("leave it paid, and the buyer with a code, whichever of them was paid back", () => {
    const till = new Till([certified("acp")]);
    till.pay("pay_1");
    till.pay("pay_2", hour(2));
    till.refund("rfd_1", "pay_1", 12_000, { occurredAt: hour(3) });
    expect([till.status(), till.unitsWith("issued"), till.sums().toRefund]).toEqual(["paid", [0], 0]);
    expect(till.books().paidBy?.paymentId).toBe("pay_2");
  });
});

describe("a dispute", () => {
  test("cancels what was not redeemed, and gives new codes when it was won", () => {
    const till = paid();
    till.redeem("EDU-1");
    till.dispute("dsp_1", "pay_1", all);
    expect([till.status(), till.unitsWith("issued")]).toEqual(["disputed", []]);
    till.close("dsp_1", true);
    expect([till.status(), till.unitsWith("issued"), till.unitsWith("redeemed")]).toEqual(["paid", [1, 2, 3], [0]]);
  });

  test("that was lost is a refund", () => {
    const till = paid();
    till.dispute("dsp_1", "pay_1", all);
    till.close("dsp_1", false);
    expect([till.status(), till.sums().refunded, till.unitsWith("issued")]).toEqual(["refunded", all, []]);
  });

  test("ends as the last word about it says", () => {
    const till = paid();
    till.dispute("dsp_1", "pay_1", all);
    till.close("dsp_1", false, { occurredAt: hour(9) });
    till.close("dsp_1", true, { occurredAt: hour(8) });
    expect(till.status()).toBe("refunded");
  });

  test("that was won after the end of life gives no code that nobody can redeem: its price is to be paid back", () => {
    const till = new Till([certified("acp"), certified("ace")]);
    till.pay("pay_1");
    till.dispute("dsp_1", "pay_1", 42_000);
    till.tell({ type: "dispute-closed", disputeId: "dsp_1", won: true, occurredAt: hour(4) }, hour(5), ["ace"]);
    expect(till.unitsWith("issued")).toEqual([0]);
    expect(till.sums()).toMatchObject({ paid: 42_000, toRefund: 30_000, forgone: 0 });
    till.refund("rfd_1", "pay_1", 30_000, { occurredAt: hour(6) });
    expect([till.unitsWith("issued"), till.sums().toRefund]).toEqual([[0], 0]);
  });
});

describe("staff", () => {
  test("have all paid back that can be: the codes are cancelled at once, and the order waits for the provider", () => {
    const till = paid();
    till.redeem("EDU-1");
    expect(till.ask({})).toBe("accepted");
    expect([till.status(), till.unitsWith("cancelled")]).toEqual(["paid", [1, 2, 3]]);
    expect(till.sums()).toMatchObject({ toRefund: all - 12_000, asked: all - 12_000 });
    till.refund("rfd_1", "pay_1", all - 12_000, { occurredAt: hour(7) });
    expect([till.status(), till.sums().toRefund, till.sums().forgone]).toEqual(["partly-refunded", 0, 0]);
    expect(till.unitsWith("redeemed")).toEqual([0]);
  });

  test("have single codes paid back, and the provider's refund takes no other one", () => {
    const till = paid();
    expect(till.ask({ codes: ["EDU-2"] })).toBe("accepted");
    till.refund("rfd_1", "pay_1", 12_000, { occurredAt: hour(7) });
    expect([till.unitsWith("cancelled"), till.sums().toRefund]).toEqual([[1], 0]);
  });

  test("are answered alike when the provider's clock is behind ours", () => {
    const till = paid();
    till.ask({ codes: ["EDU-2"] });
    till.refund("rfd_1", "pay_1", 12_000, { occurredAt: hour(5) });
    expect([till.unitsWith("cancelled"), till.sums().toRefund]).toEqual([[1], 0]);
  });

  test("take back a code beside the one that an earlier refund took", () => {
    const till = new Till([certified("acp", 3)]);
    till.pay("pay_1");
    till.refund("rfd_1", "pay_1", 12_000);
    expect(till.ask({ codes: ["EDU-1"] })).toBe("accepted");
    expect([till.unitsWith("cancelled").sort(), till.unitsWith("issued")]).toEqual([[0, 2], [1]]);
    expect(till.sums()).toMatchObject({ refunded: 12_000, toRefund: 12_000, asked: 12_000 });
  });

  test("have still asked when the provider reports more than was paid", () => {
    const till = new Till([certified("acp")]);
    till.pay("pay_1");
    till.ask({});
    till.refund("rfd_1", "pay_1", 12_001, { occurredAt: hour(7) });
    expect(till.sums()).toMatchObject({ refunded: 0, toRefund: 12_000, asked: 12_000 });
  });

  test("have an amount paid back: what is owed already first, and no code for that", () => {
    const till = new Till([certified("acp", 2)]);
    till.pay("pay_1");
    till.pay("pay_2", hour(2));
    expect(till.ask({ amount: 24_000 })).toBe("accepted");
    expect([till.unitsWith("cancelled"), till.sums().asked]).toEqual([[], 24_000]);
    expect(till.ask({ amount: 12_000 })).toBe("accepted");
    expect([till.unitsWith("cancelled"), till.sums().toRefund]).toEqual([[1], 36_000]);
  });

  test("may have a part of a price paid back: the code stays", () => {
    const till = new Till([certified("acp")]);
    till.pay("pay_1");
    expect(till.ask({ amount: 5_000 })).toBe("accepted");
    expect([till.unitsWith("issued"), till.sums()]).toMatchObject([[0], { toRefund: 5_000, forgone: 5_000 }]);
    till.refund("rfd_1", "pay_1", 5_000, { occurredAt: hour(7) });
    expect(till.ask({})).toBe("accepted");
    expect([till.unitsWith("issued"), till.sums()]).toMatchObject([[], { toRefund: 7_000, refunded: 5_000 }]);
  });

  test.each([
    ["a redeemed code", { codes: ["EDU-1"] }, "authorization-code-already-redeemed"],
    ["another order's code", { codes: ["EDU-9"] }, "authorization-code-not-found"],
    ["more than is not redeemed", { amount: all - 11_999 }, "refund-too-large"],
  ])("do not have %s paid back", (_, request, refusal) => {
    const till = paid();
    till.redeem("EDU-1");
    expect([till.ask(request), till.unitsWith("cancelled")]).toEqual([refusal, []]);
  });

  test("do not have anything paid back twice, or of an order that was not paid", () => {
    const till = paid();
    expect(till.ask({ codes: ["EDU-2"] })).toBe("accepted");
    expect(till.ask({ codes: ["EDU-2"] })).toBe("authorization-code-cancelled");
    expect(till.ask({})).toBe("accepted");
    expect(till.ask({})).toBe("nothing-to-refund");
    expect(new Till([certified("acp")]).ask({})).toBe("nothing-to-refund");
  });
});

test("an order of 80 codes is settled in as many transactions as it takes", () => {
  const till = new Till([certified("acp", 80)]);
  till.pay("pay_1");
  expect(till.unitsWith("issued")).toHaveLength(80);
  till.refund("rfd_1", "pay_1", 960_000);
  expect(till.unitsWith("cancelled")).toHaveLength(80);
});
