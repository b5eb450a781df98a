import type { CodeMove, LedgerEntry } from "./ledger.ts";

export type Pot = (typeof pots)[number];

export const pots = ["available", "assigned", "booked", "used", "expired", "cancelled"] as const;

const movements = ["given", "booked", "bookedLate", "used", "expired", "cancelled"] as const;

export type Moved = Readonly<Record<(typeof movements)[number], number>>;

export const unmoved: Moved = { given: 0, booked: 0, bookedLate: 0, used: 0, expired: 0, cancelled: 0 };

export function plus(one: Moved, other: Moved): Moved {
  const sum = { ...one };
  for (const each of movements) sum[each] += other[each];
  return sum;
}

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

export function movedCodes(moves: readonly LedgerEntry[]): Map<string, Moved> {
  const moved = new Map<string, Moved>();
  for (const entry of moves) {
    if (!("codes" in entry) || entry.kind === "issued") continue;
    const isGiven = entry.kind === "replaced" && entry.accountId !== undefined;
    const step = entry.kind === "replaced" ? { ...unmoved, given: isGiven ? 1 : 0 } : steps[entry.kind];
    for (const code of entry.codes) moved.set(code, plus(moved.get(code) ?? unmoved, step));
  }
  return moved;
}

/** With the member if given once more than returned. A booking before the end counts, even if reported late (R11). */
export function potOf({ given, booked, bookedLate, used, expired, cancelled }: Moved, isOver: boolean): Pot {
  if (cancelled > 0) return "cancelled";
  if (used > 0) return "used";
  if (booked > 0) return "booked";
  if (isOver || expired > 0) return "expired";
  if (bookedLate > 0) return "booked";
  return given > 0 ? "assigned" : "available";
}
