import type { Instant } from "./instant.ts";

/**
 * One entry of a partner's coupon account: so many coupons of a level moved from one pot to another. Entries are never
 * changed; what is in each pot follows from them at any time.
 */
export type LedgerEntry = {
  readonly changeId: string;
  readonly partnerId: string;
  readonly at: Instant;
  readonly level: string;
  readonly quantity: number;
  readonly by: string;
} & (
  | { readonly kind: "granted"; readonly why: "agreement" | "certificate"; readonly certificateId?: string | undefined }
  | Issued
  | {
      readonly kind: "assigned" | "returned" | "used" | "expired";
      readonly codes: readonly string[];
      readonly accountId?: string | undefined;
    }
);

/** A benefit change: coupons that were issued as exam codes (R24). All of them end at one instant. */
export type Issued = {
  readonly kind: "issued";
  readonly certificationId: string;
  readonly exam: string;
  readonly codes: readonly string[];
  readonly expiresAt: Instant;
};

/** What is in each pot: to be issued, and of what was issued, with nobody, with members, used, and expired unused. */
export type Balance = {
  readonly remaining: number;
  readonly available: number;
  readonly assigned: number;
  readonly used: number;
  readonly expired: number;
};

/**
 * The balance of one level at `now`, from the entries alone, in whatever order they stand. Codes that nobody used are
 * expired from their end on, whether or not that was entered yet.
 */
export function balanceOf(entries: readonly LedgerEntry[], level: string, now: Instant): Balance {
  const balance = { remaining: 0, available: 0, assigned: 0, used: 0, expired: 0 };
  const moves = entries.filter((entry) => entry.level === level);
  const moved = movedCodes(moves);
  for (const entry of moves) {
    if (entry.kind === "granted") balance.remaining += entry.quantity;
    if (entry.kind !== "issued") continue;
    balance.remaining -= entry.quantity;
    for (const code of entry.codes) balance[potOf(moved.get(code), now >= entry.expiresAt)] += 1;
  }
  return balance;
}

type Moved = { given: number; used: boolean; expired: boolean };

/** What became of each code that was moved: how much oftener it was given than it came back, and whether it ended. */
function movedCodes(moves: readonly LedgerEntry[]): ReadonlyMap<string, Moved> {
  const moved = new Map<string, Moved>();
  for (const entry of moves) {
    if (entry.kind === "granted" || entry.kind === "issued") continue;
    for (const code of entry.codes) {
      const { given, used, expired } = moved.get(code) ?? { given: 0, used: false, expired: false };
      const step = { assigned: 1, returned: -1, used: 0, expired: 0 }[entry.kind];
      const isUsed = used || entry.kind === "used";
      moved.set(code, { given: given + step, used: isUsed, expired: expired || entry.kind === "expired" });
    }
  }
  return moved;
}

/** A code is with a member as long as it was given once more often than it came back. */
function potOf(moved: Moved | undefined, isOver: boolean): Exclude<keyof Balance, "remaining"> {
  if (moved?.used === true) return "used";
  if (isOver || moved?.expired === true) return "expired";
  return (moved?.given ?? 0) > 0 ? "assigned" : "available";
}
