import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balanceIn, balanceOf } from "../../../shared/domain/partner/balance.ts";
import { keptOn, ledgerSum } from "../../../shared/domain/partner/kept-ledger.ts";
import { type CodeMove, codeMoves, type LedgerEntry } from "../../../shared/domain/partner/ledger.ts";

const issuedAt = "2026-11-22T09:30:00.000Z";
const expiresAt = "2027-11-22T09:30:00.000Z";
const before = "2027-11-22T09:29:59.999Z";

const about = { partnerId: "par_1", at: issuedAt, level: "acp", by: "ana" };
const changeId = () => `bch_${crypto.randomUUID()}`;

const granted = (quantity: number, level = "acp"): LedgerEntry => ({
  ...about,
  changeId: changeId(),
  level,
  quantity,
  kind: "granted",
  why: "agreement",
});

const issued = (codes: string[], ends = expiresAt): LedgerEntry => ({
  ...about,
  changeId: changeId(),
  quantity: codes.length,
  kind: "issued",
  certificationId: "acp-cloud-computing",
  exam: "written",
  codes,
  expiresAt: ends,
});

type Move = CodeMove["kind"];

const moved = (kind: Move, codes: string[]): LedgerEntry => ({
  ...about,
  changeId: changeId(),
  quantity: codes.length,
  kind,
  codes,
  accountId: "ben",
});

const nothing = { remaining: 0, available: 0, assigned: 0, booked: 0, used: 0, expired: 0, cancelled: 0 };

describe("the balance that follows from the entries", () => {
  test("of an empty ledger is nothing", () => {
    expect(balanceOf([], "acp", issuedAt)).toEqual(nothing);
  });

  test("has each coupon in one pot", () => {
    const ledger = [
      granted(10),
      issued(["1", "2", "3", "4", "5"]),
      moved("assigned", ["1", "2", "3"]),
      moved("used", ["1"]),
      moved("returned", ["2"]),
      moved("expired", ["4"]),
    ];

    expect(balanceOf(ledger, "acp", issuedAt)).toEqual({
      remaining: 5,
      available: 2,
      assigned: 1,
      booked: 0,
      used: 1,
      expired: 1,
      cancelled: 0,
    });
  });

  test("has a code that is booked for a time at or after its end as booked until that end, and as expired from it on (R11)", () => {
    const ledger = [granted(2), issued(["1", "2"]), moved("booked-after-end", ["1"]), moved("booked", ["2"])];

    expect(balanceOf(ledger, "acp", before)).toEqual({ ...nothing, booked: 2 });
    expect(balanceOf(ledger, "acp", expiresAt)).toEqual({ ...nothing, booked: 1, expired: 1 });
    const moves = [...ledger, moved("unbooked-after-end", ["1"]), moved("booked", ["1"])];
    expect(balanceOf(moves, "acp", expiresAt)).toEqual({ ...nothing, booked: 2 });
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

/** A plain model of a partner's coupons: the pot of each code. */
type Pot = "available" | "assigned" | "booked" | "used" | "expired" | "cancelled";
type Code = {
  readonly isGiven: boolean;
  readonly isBooked: boolean;
  readonly isBookedLate: boolean;
  readonly isUsed: boolean;
  readonly isOver: boolean;
  readonly isCancelled: boolean;
};

const newCode: Code = {
  isGiven: false,
  isBooked: false,
  isBookedLate: false,
  isUsed: false,
  isOver: false,
  isCancelled: false,
};

function potOf({ isGiven, isBooked, isBookedLate, isUsed, isOver, isCancelled }: Code): Pot {
  if (isCancelled) return "cancelled";
  if (isUsed) return "used";
  if (isOver) return "expired";
  if (isBooked || isBookedLate) return "booked";
  return isGiven ? "assigned" : "available";
}

const act = fc.record({
  kind: fc.constantFrom("granted", "issued", ...codeMoves),
  pick: fc.nat(1_000),
  quantity: fc.integer({ min: 1, max: 5 }),
});

/** Plays all possible acts. Returns the entries and the pots. */
function play(
  acts: readonly { kind: "granted" | "issued" | Move; pick: number; quantity: number }[],
  ends = expiresAt,
) {
  const ledger: LedgerEntry[] = [];
  const known = new Map<string, Code>();
  let remaining = 0;
  const moves: Record<Move, { readonly from: readonly Pot[]; readonly of?: keyof Code; readonly to: Partial<Code> }> = {
    assigned: { from: ["available"], to: { isGiven: true } },
    returned: { from: ["assigned"], to: { isGiven: false } },
    booked: { from: ["available", "assigned"], to: { isBooked: true } },
    unbooked: { from: ["booked"], of: "isBooked", to: { isBooked: false } },
    "booked-after-end": { from: ["available", "assigned"], to: { isBookedLate: true } },
    "unbooked-after-end": { from: ["booked"], of: "isBookedLate", to: { isBookedLate: false } },
    used: { from: ["available", "assigned", "booked"], to: { isUsed: true } },
    "given-back": { from: ["used"], to: { isUsed: false } },
    expired: { from: ["available", "assigned"], to: { isOver: true } },
    cancelled: { from: ["available", "assigned"], to: { isCancelled: true } },
  };
  for (const { kind, pick, quantity } of acts) {
    if (kind === "granted") {
      remaining += quantity;
      ledger.push(granted(quantity));
    } else if (kind === "issued") {
      if (quantity > remaining) continue;
      remaining -= quantity;
      const codes = Array.from({ length: quantity }, (_, at) => `${ledger.length}-${at}`);
      for (const code of codes) known.set(code, newCode);
      ledger.push(issued(codes, ends));
    } else {
      const { from, of, to } = moves[kind];
      const able = [...known].filter(([, each]) => from.includes(potOf(each)) && (of === undefined || each[of]));
      const [code, before] = able[pick % Math.max(1, able.length)] ?? [];
      if (code === undefined || before === undefined) continue;
      known.set(code, { ...before, ...to });
      ledger.push(moved(kind, [code]));
    }
  }
  const count = (pot: Pot) => [...known.values()].filter((each) => potOf(each) === pot).length;
  const pots = ["available", "assigned", "booked", "used", "expired", "cancelled"] as const;
  const counts = pots.map((pot) => [pot, count(pot)] as const);
  return { ledger, balance: { remaining, ...Object.fromEntries(counts) } };
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

const day = 24 * 60 * 60 * 1000;
const daysOn = (days: number) => new Date(Date.parse(issuedAt) + days * day).toISOString();
const nth = (of: number) => `bch_${String(of).padStart(4, "0")}`;

describe("sums that are kept", () => {
  test("give the balance of all entries, whenever they were kept, once and again (R23)", () => {
    let keptTwice = 0;
    let closed = 0;
    const whenever = fc.nat(120);
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 30, maxLength: 60 }),
        whenever,
        whenever,
        whenever,
        (acts, first, second, third) => {
          const played = play(acts, daysOn(20)).ledger;
          const all = played.map((entry, of) => ({ ...entry, changeId: nth(of), at: daysOn(5 * of) }));

          const once = keptOn(
            undefined,
            all.filter(({ at }) => at <= daysOn(first)),
            daysOn(first),
            1,
          );
          const then = first + second;
          const now = then + third;
          const twice =
            keptOn(
              once,
              all.filter(({ at }) => at <= daysOn(then)),
              daysOn(then),
              1,
            ) ?? once;
          const sum = ledgerSum(twice, all, "acp");

          // Undefined: a closed code was moved, and the whole is read.
          if (once !== undefined && twice !== once) keptTwice += 1;
          if (Object.keys(twice?.levels.acp?.closed ?? {}).length > 0) closed += 1;
          const told = sum && balanceIn(sum, daysOn(now));
          if (told === undefined) expect(twice?.levels.acp?.closed).not.toEqual({});
          else expect(told).toEqual(balanceOf(all, "acp", daysOn(now)));
        },
      ),
      { numRuns: 500 },
    );
    expect(keptTwice).toBeGreaterThan(20);
    expect(closed).toBeGreaterThan(20);
  });

  test("leave out what may still be written as of an earlier time: entries of the last 15 days", () => {
    const all = [0, 1, 2].map((of) => ({ ...granted(1), changeId: nth(of), at: daysOn(of) }));

    expect(keptOn(undefined, all, daysOn(16), 1)?.through).toBe(nth(0));
    expect(keptOn(undefined, all, daysOn(15), 1)).toBeUndefined();
  });
});
