import type { Instant } from "../instant.ts";
import type { LedgerEntry } from "./ledger.ts";
import { type Moved, movedCodes, type Pot, plus, potOf, pots, unmoved } from "./moved-codes.ts";

/** The coupons in each pot. A replaced code is in no pot, because its replacement has the coupon. */
export type Balance = {
  readonly remaining: number;
  readonly available: number;
  readonly assigned: number;
  readonly booked: number;
  readonly used: number;
  readonly expired: number;
  readonly cancelled: number;
};

/** The sum of a level's entries. It can be kept, and later entries added to it. */
export type LedgerSum = {
  readonly remaining: number;
  /** Cancelled codes whose replacement has the coupon. */
  readonly replaced: number;
  /** Codes that ended long ago, by their pot. */
  readonly closed: { readonly [pot in Pot]?: number | undefined };
  /** Codes with the same end and the same moves. */
  readonly open: readonly CodeGroup[];
};

export type CodeGroup = { readonly expiresAt: Instant; readonly moved: Moved; readonly codes: readonly string[] };

export const nothingMoved: LedgerSum = { remaining: 0, replaced: 0, closed: {}, open: [] };

/**
 * The balance of one level at `now`, from the entries in any order. Unused codes are expired from their end or their
 * partnership's, whether or not an entry says so. Nothing remains if more was issued than a later rule grants.
 */
export function balanceOf(
  entries: readonly LedgerEntry[],
  level: string,
  now: Instant,
  endedAt?: Instant | undefined,
): Balance {
  return balanceIn(withEntries(nothingMoved, entries, level).sum, now, endedAt);
}

export function balanceIn({ remaining, replaced, closed, open }: LedgerSum, now: Instant, endedAt?: Instant): Balance {
  const balance = { available: 0, assigned: 0, booked: 0, used: 0, expired: 0, cancelled: -replaced };
  const isOver = endedAt !== undefined && endedAt <= now;
  for (const pot of pots) balance[pot] += closed[pot] ?? 0;
  for (const { expiresAt, moved, codes } of open) balance[potOf(moved, isOver || now >= expiresAt)] += codes.length;
  return { remaining: Math.max(0, remaining), ...balance };
}

/** `strays`: an entry moves a code that the sum does not have, because it is closed. Only a sum of all entries has it. */
export function withEntries(
  before: LedgerSum,
  entries: readonly LedgerEntry[],
  level: string,
): { readonly sum: LedgerSum; readonly strays: boolean } {
  let { remaining, replaced } = before;
  const moves = entries.filter((entry) => entry.level === level);
  const moved = movedCodes(moves);
  const ends = new Map<string, Instant>();
  for (const { expiresAt, moved: earlier, codes } of before.open) {
    for (const code of codes) {
      ends.set(code, expiresAt);
      moved.set(code, plus(earlier, moved.get(code) ?? unmoved));
    }
  }
  for (const entry of moves) {
    if (entry.kind === "granted" || entry.kind === "given-again") remaining += entry.quantity;
    if (entry.kind === "issued" || entry.kind === "taken-back") remaining -= entry.quantity;
    if (entry.kind === "replaced") replaced += entry.quantity;
    if (entry.kind === "issued" || entry.kind === "replaced")
      for (const code of entry.codes) ends.set(code, entry.expiresAt);
  }
  const strays = [...moved.keys()].some((code) => !ends.has(code));
  return { sum: { remaining, replaced, closed: before.closed, open: grouped(ends, moved) }, strays };
}

/** Counts codes that ended before `then`, in place of naming them. */
export function closedBefore(sum: LedgerSum, then: Instant): LedgerSum {
  const closed = { ...sum.closed };
  const isOld = ({ expiresAt }: CodeGroup) => expiresAt < then;
  for (const { moved, codes } of sum.open.filter(isOld)) {
    const pot = potOf(moved, true);
    closed[pot] = (closed[pot] ?? 0) + codes.length;
  }
  return { ...sum, closed, open: sum.open.filter((group) => !isOld(group)) };
}

function grouped(ends: ReadonlyMap<string, Instant>, moved: ReadonlyMap<string, Moved>): readonly CodeGroup[] {
  const groups = Map.groupBy(ends, ([code, expiresAt]) => JSON.stringify([expiresAt, moved.get(code) ?? unmoved]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const [one, expiresAt] = first;
    return [{ expiresAt, moved: moved.get(one) ?? unmoved, codes: group.map(([code]) => code) }];
  });
}
