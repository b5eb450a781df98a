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
