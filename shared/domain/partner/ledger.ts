import type { Instant } from "../instant.ts";

/** A movement between two pots of the coupon account. Entries never change, and the balances follow from them. */
export type LedgerEntry = {
  readonly changeId: string;
  readonly partnerId: string;
  readonly at: Instant;
  readonly level: string;
  readonly quantity: number;
  readonly by: string;
} & (
  | Granted
  | { readonly kind: "taken-back" | "given-again"; readonly certificateId: string }
  | Issued
  | Replaced
  | CodeMove
);

/** Negative if a rule gives less than the one before. */
export type Granted = {
  readonly kind: "granted";
  readonly why: "agreement" | "certificate" | "staff";
  readonly certificateId?: string | undefined;
  readonly reason?: string | undefined;
};

export const codeMoves = [
  ...(["assigned", "returned", "booked", "unbooked", "booked-after-end", "unbooked-after-end"] as const),
  ...(["used", "given-back", "expired", "cancelled"] as const),
] as const;

export type CodeMove = {
  readonly kind: (typeof codeMoves)[number];
  readonly codes: readonly string[];
  readonly accountId?: string | undefined;
};

/** Coupons issued as exam codes, with one end (R24). */
export type Issued = {
  readonly kind: "issued";
  readonly certificationId: string;
  readonly exam: string;
  readonly codes: readonly string[];
  readonly expiresAt: Instant;
};

/** A code in place of a cancelled one: same coupon, same end, same member (R36). */
export type Replaced = Omit<Issued, "kind"> & {
  readonly kind: "replaced";
  readonly replaces: string;
  readonly accountId?: string | undefined;
};

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
  const balance = { remaining: 0, available: 0, assigned: 0, booked: 0, used: 0, expired: 0, cancelled: 0 };
  const isOver = endedAt !== undefined && endedAt <= now;
  const moves = entries.filter((entry) => entry.level === level);
  const moved = movedCodes(moves);
  for (const entry of moves) {
    if (entry.kind === "granted" || entry.kind === "given-again") balance.remaining += entry.quantity;
    if (entry.kind === "issued" || entry.kind === "taken-back") balance.remaining -= entry.quantity;
    if (entry.kind === "replaced") balance.cancelled -= entry.quantity;
    if (entry.kind !== "issued" && entry.kind !== "replaced") continue;
    for (const code of entry.codes) balance[potOf(moved.get(code), isOver || now >= entry.expiresAt)] += 1;
  }
  return { ...balance, remaining: Math.max(0, balance.remaining) };
}

type Moved = Readonly<Record<"given" | "booked" | "bookedLate" | "used" | "expired" | "cancelled", number>>;

const unmoved: Moved = { given: 0, booked: 0, bookedLate: 0, used: 0, expired: 0, cancelled: 0 };

/** Moves count up or down, so their order does not matter. */
const steps: { readonly [kind in CodeMove["kind"]]: Moved } = {
  assigned: { ...unmoved, given: 1 },
  returned: { ...unmoved, given: -1 },
  booked: { ...unmoved, booked: 1 },
  unbooked: { ...unmoved, booked: -1 },
  "booked-after-end": { ...unmoved, bookedLate: 1 },
  "unbooked-after-end": { ...unmoved, bookedLate: -1 },
  used: { ...unmoved, used: 1 },
  "given-back": { ...unmoved, used: -1 },
  expired: { ...unmoved, expired: 1 },
  cancelled: { ...unmoved, cancelled: 1 },
};

function movedCodes(moves: readonly LedgerEntry[]): ReadonlyMap<string, Moved> {
  const moved = new Map<string, Moved>();
  for (const entry of moves) {
    if (!("codes" in entry) || entry.kind === "issued") continue;
    const isGiven = entry.kind === "replaced" && entry.accountId !== undefined;
    const step = entry.kind === "replaced" ? { ...unmoved, given: isGiven ? 1 : 0 } : steps[entry.kind];
    for (const code of entry.codes) {
      const { given, booked, bookedLate, used, expired, cancelled } = moved.get(code) ?? unmoved;
      moved.set(code, {
        given: given + step.given,
        booked: booked + step.booked,
        bookedLate: bookedLate + step.bookedLate,
        used: used + step.used,
        expired: expired + step.expired,
        cancelled: cancelled + step.cancelled,
      });
    }
  }
  return moved;
}

/** With the member if given once more than returned. A booking before the end counts, even if reported late (R11). */
function potOf(moved: Moved | undefined, isOver: boolean): Exclude<keyof Balance, "remaining"> {
  const { given, booked, bookedLate, used, expired, cancelled } = moved ?? unmoved;
  if (cancelled > 0) return "cancelled";
  if (used > 0) return "used";
  if (booked > 0) return "booked";
  if (isOver || expired > 0) return "expired";
  if (bookedLate > 0) return "booked";
  return given > 0 ? "assigned" : "available";
}
