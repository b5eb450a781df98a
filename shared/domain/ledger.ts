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
  | CodeMove
);

export const codeMoves = ["assigned", "returned", "booked", "unbooked", "used", "given-back", "expired"] as const;

/** Codes that were given or came back, were booked or not any more, were used or given back by the centre, or ended. */
export type CodeMove = {
  readonly kind: (typeof codeMoves)[number];
  readonly codes: readonly string[];
  readonly accountId?: string | undefined;
};

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
  readonly booked: number;
  readonly used: number;
  readonly expired: number;
};

/**
 * The balance of one level at `now`, from the entries alone, in whatever order they stand. Codes that nobody used are
 * expired from their end on, whether or not that was entered yet.
 */
export function balanceOf(entries: readonly LedgerEntry[], level: string, now: Instant): Balance {
  const balance = { remaining: 0, available: 0, assigned: 0, booked: 0, used: 0, expired: 0 };
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

type Moved = { readonly given: number; readonly booked: number; readonly used: number; readonly expired: number };

/** Each move of a code counts up or down, so that the order in which they stand does not matter. */
const steps: { readonly [kind in CodeMove["kind"]]: Moved } = {
  assigned: { given: 1, booked: 0, used: 0, expired: 0 },
  returned: { given: -1, booked: 0, used: 0, expired: 0 },
  booked: { given: 0, booked: 1, used: 0, expired: 0 },
  unbooked: { given: 0, booked: -1, used: 0, expired: 0 },
  used: { given: 0, booked: 0, used: 1, expired: 0 },
  "given-back": { given: 0, booked: 0, used: -1, expired: 0 },
  expired: { given: 0, booked: 0, used: 0, expired: 1 },
};

function movedCodes(moves: readonly LedgerEntry[]): ReadonlyMap<string, Moved> {
  const moved = new Map<string, Moved>();
  for (const entry of moves) {
    if (entry.kind === "granted" || entry.kind === "issued") continue;
    const step = steps[entry.kind];
    for (const code of entry.codes) {
      const { given, booked, used, expired } = moved.get(code) ?? { given: 0, booked: 0, used: 0, expired: 0 };
      moved.set(code, {
        given: given + step.given,
        booked: booked + step.booked,
        used: used + step.used,
        expired: expired + step.expired,
      });
    }
  }
  return moved;
}

/**
 * A code is with a member as long as it was given once more often than it came back; while it is booked it does not end, even if
 * the booking was only reported once its end had been entered. */
function potOf(moved: Moved | undefined, isOver: boolean): Exclude<keyof Balance, "remaining"> {
  const { given = 0, booked = 0, used = 0, expired = 0 } = moved ?? {};
  if (used > 0) return "used";
  if (booked > 0) return "booked";
  if (isOver || expired > 0) return "expired";
  return given > 0 ? "assigned" : "available";
}
