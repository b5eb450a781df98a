import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitsOf } from "../../../shared/domain/purchase/order-units.ts";
import type { PaymentFact } from "../../../shared/domain/purchase/payment-facts.ts";
import { certified, hour, Till, training } from "./till.ts";

const items = [certified("acp", 3), certified("ace", 2), training("acp", 1)];

const paymentId = fc.constantFrom("pay_1", "pay_2", "pay_3");
/** Most payments fit. Few come after the order's end, which is after 168 hours. */
const early = fc.integer({ min: 1, max: 40 }).map(hour);
const amounts = fc.constantFrom(5_000, 12_000, 24_000, 30_000, 42_000, 70_000, 166_000);

const payment: fc.Arbitrary<PaymentFact> = fc
  .record({
    paymentId,
    at: fc.integer({ min: 1, max: 180 }),
    amount: fc.constantFrom(166_000, 166_000, 166_000, 100_000),
  })
  .map(({ at, ...of }) => ({ type: "payment", occurredAt: hour(at), currency: "USD", ...of }));
const refund: fc.Arbitrary<PaymentFact> = fc
  .record({
    refundId: fc.constantFrom("rfd_1", "rfd_2", "rfd_3", "rfd_4"),
    paymentId,
    occurredAt: early,
    amount: amounts,
  })
  .map((of) => ({ type: "refund", currency: "USD", ...of }));
const dispute: fc.Arbitrary<PaymentFact> = fc
  .record({ disputeId: fc.constantFrom("dsp_1", "dsp_2"), paymentId, occurredAt: early, amount: amounts })
  .map((of) => ({ type: "dispute", currency: "USD", ...of }));
const closing: fc.Arbitrary<PaymentFact> = fc
  .record({ disputeId: fc.constantFrom("dsp_1", "dsp_2"), occurredAt: early, won: fc.boolean() })
  .map((of) => ({ type: "dispute-closed", ...of }));
const message = fc.oneof(payment, refund, dispute, closing);

type Act =
  | { readonly does: "tell"; readonly fact: PaymentFact }
  | { readonly does: "cancel" }
  | { readonly does: "hold" }
  | { readonly does: "ask-all" }
  | { readonly does: "redeem"; readonly at: number }
  | { readonly does: "ask"; readonly amount: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: message.map((fact): Act => ({ does: "tell", fact })) },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ does: "cancel" }, { does: "hold" }, { does: "ask-all" }) },
  { weight: 2, arbitrary: fc.nat(6).map((at): Act => ({ does: "redeem", at })) },
  { weight: 1, arbitrary: amounts.map((amount): Act => ({ does: "ask", amount })) },
);

function play(acts: readonly Act[]): Till {
  const till = new Till(items);
  for (const each of acts) {
    if (each.does === "tell") till.tell(each.fact);
    else if (each.does === "cancel") till.cancel();
    else if (each.does === "hold") till.hold("acp");
    else if (each.does === "ask-all") till.ask({});
    else if (each.does === "ask") till.ask({ amount: each.amount });
    else if (each.does === "redeem") till.redeem([...till.codes.keys()][each.at] ?? "");
  }
  return till;
}

describe("the money of an order", () => {
  test("that was paid is what the buyer holds, what is to be paid back, and what was paid back", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
        const till = play([{ does: "tell", fact: { ...first } }, ...acts]);
        const { paid, toRefund, refunded, disputed, forgone } = till.sums();
        // After refunds for redeemed codes or parts of a price, the buyer holds more than was paid.
        expect(till.held() - forgone + toRefund + refunded + disputed).toBe(paid);
        expect(Math.min(toRefund, refunded, disputed, forgone)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is only paid back for nothing as far as it is less than anything that the buyer still has", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 10 }), (facts) => {
        const till = play([
          { does: "tell", fact: { ...first } },
          ...facts.map((fact): Act => ({ does: "tell", fact })),
        ]);
        const { returned, forgone } = till.books();
        const kept = unitsOf(till.order).filter(({ unit }) => !returned.has(unit));
        expect(forgone === 0 || (kept.length > 0 && kept.every(({ price }) => price > forgone))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("ends the same for any order and any number of times in which the messages come", () => {
    const shuffled = fc
      .array(message, { minLength: 1, maxLength: 9 })
      .chain((facts) =>
        fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([facts, others]) => {
        const tell = (fact: PaymentFact): Act => ({ does: "tell", fact });
        expect(play(others.map(tell)).picture()).toEqual(play(facts.map(tell)).picture());
      }),
      { numRuns: 1_000 },
    );
  });

  test("never cancels a redeemed code, whatever is taken back", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
        const till = new Till(items);
        till.tell({ ...first });
        const redeemed = [...till.codes.keys()].slice(0, 2);
        for (const code of redeemed) till.redeem(code);
        for (const each of acts) if (each.does === "tell") till.tell(each.fact);
        expect(redeemed.map((code) => till.codes.get(code)?.state)).toEqual(["redeemed", "redeemed"]);
      }),
      { numRuns: 300 },
    );
  });
});

const first: PaymentFact = {
  type: "payment",
  paymentId: "pay_1",
  amount: 166_000,
  currency: "USD",
  occurredAt: hour(1),
};
