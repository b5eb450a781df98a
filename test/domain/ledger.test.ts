import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balanceOf, type LedgerEntry } from "../../shared/domain/ledger.ts";

const issuedAt = "2026-11-22T09:30:00.000Z";
const expiresAt = "2027-11-22T09:30:00.000Z";
const before = "2027-11-22T09:29:59.999Z";

const about = { partnerId: "par_1", at: issuedAt, level: "acp", by: "ana" };
const changeId = () => `bch_${crypto.randomUUID()}`;

const granted = (quantity: number, level = "acp"): LedgerEntry => ({
  ...{ ...about, changeId: changeId(), level, quantity, kind: "granted", why: "agreement" },
});

const issued = (codes: string[], ends = expiresAt): LedgerEntry => ({
  ...{ ...about, changeId: changeId(), quantity: codes.length, kind: "issued" },
  ...{ certificationId: "acp-cloud-computing", exam: "written", codes, expiresAt: ends },
});

type Move = "assigned" | "returned" | "used" | "expired";

const moved = (kind: Move, codes: string[]): LedgerEntry => ({
  ...{ ...about, changeId: changeId(), quantity: codes.length, kind, codes, accountId: "ben" },
});

const nothing = { remaining: 0, available: 0, assigned: 0, used: 0, expired: 0 };

describe("the balance that follows from the entries", () => {
  test("of an empty ledger is nothing", () => {
    expect(balanceOf([], "acp", issuedAt)).toEqual(nothing);
  });

  test("has each coupon in one pot", () => {
    const ledger = [
      granted(10),
      issued(["1", "2", "3", "4", "5"]),
      ...[moved("assigned", ["1", "2", "3"]), moved("used", ["1"]), moved("returned", ["2"]), moved("expired", ["4"])],
    ];

    expect(balanceOf(ledger, "acp", issuedAt)).toEqual({
      ...{ remaining: 5, available: 2, assigned: 1, used: 1, expired: 1 },
    });
  });

  test("counts a code that was given, came back and was given again as given", () => {
    const given = [moved("assigned", ["1"]), moved("returned", ["1"]), moved("assigned", ["1"])];
    expect(balanceOf([granted(1), issued(["1"]), ...given], "acp", issuedAt)).toEqual({ ...nothing, assigned: 1 });
  });

  test("has what nobody used as expired from the end instant on, entered or not", () => {
    const ledger = [granted(4), issued(["1", "2", "3"]), moved("assigned", ["1", "2"]), moved("used", ["2"])];
    const over = { ...nothing, remaining: 1, used: 1, expired: 2 };

    expect(balanceOf(ledger, "acp", before)).toEqual({ ...over, available: 1, assigned: 1, expired: 0 });
    expect(balanceOf(ledger, "acp", expiresAt)).toEqual(over);
    expect(balanceOf([...ledger, moved("expired", ["1"]), moved("expired", ["3"])], "acp", expiresAt)).toEqual(over);
  });

  test("of one level is not touched by another's entries", () => {
    expect(balanceOf([granted(2, "ace"), granted(3)], "ace", issuedAt)).toEqual({ ...nothing, remaining: 2 });
  });
});

/** What may happen to a partner's coupons, in the words of a plain model: where each code is. */
type Pot = "available" | "assigned" | "used" | "expired";
const act = fc.record({
  kind: fc.constantFrom("granted", "issued", "assigned", "returned", "used", "expired"),
  pick: fc.nat(1_000),
  quantity: fc.integer({ min: 1, max: 5 }),
});

/** Plays the acts that are possible where they stand; answers the entries and where everything is. */
function play(acts: readonly { kind: LedgerEntry["kind"]; pick: number; quantity: number }[]) {
  const ledger: LedgerEntry[] = [];
  const pots = new Map<string, Pot>();
  let remaining = 0;
  const from: Record<Move, readonly Pot[]> = {
    ...{ assigned: ["available"], returned: ["assigned"], used: ["available", "assigned"] },
    expired: ["available", "assigned"],
  };
  for (const { kind, pick, quantity } of acts) {
    if (kind === "granted") {
      remaining += quantity;
      ledger.push(granted(quantity));
    } else if (kind === "issued") {
      if (quantity > remaining) continue;
      remaining -= quantity;
      const codes = Array.from({ length: quantity }, (_, at) => `${ledger.length}-${at}`);
      for (const code of codes) pots.set(code, "available");
      ledger.push(issued(codes));
    } else {
      const able = [...pots].filter(([, pot]) => from[kind].includes(pot)).map(([code]) => code);
      const code = able[pick % Math.max(1, able.length)];
      if (code === undefined) continue;
      pots.set(code, kind === "returned" ? "available" : kind);
      ledger.push(moved(kind, [code]));
    }
  }
  const count = (pot: Pot) => [...pots.values()].filter((each) => each === pot).length;
  const [available, assigned, used, expired] = [count("available"), count("assigned"), count("used"), count("expired")];
  return { ledger, balance: { remaining, available, assigned, used, expired } };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe("any sequence of moves", () => {
  test("leaves the balance that a plain count has, in whatever order the entries are read", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.infiniteStream(fc.nat()), (acts, order) => {
        const { ledger, balance } = play(acts);
        const shuffled = ledger
          .map((entry) => [order.next().value ?? 0, entry] as const)
          .sort(([one], [other]) => one - other)
          .map(([, entry]) => entry);

        expect(balanceOf(ledger, "acp", before)).toEqual(balance);
        expect(balanceOf(shuffled, "acp", before)).toEqual(balance);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps the sum of the pots at what was granted, before the end and after", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.constantFrom(before, expiresAt), (acts, now) => {
        const { ledger } = play(acts);
        const balance = balanceOf(ledger, "acp", now);

        const total = sum(ledger.filter(({ kind }) => kind === "granted").map(({ quantity }) => quantity));
        expect(sum(Object.values(balance))).toBe(total);
        for (const pot of Object.values(balance)) expect(pot).toBeGreaterThanOrEqual(0);
        if (now === expiresAt) expect([balance.available, balance.assigned]).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });
});
