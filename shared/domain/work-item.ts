import type { Instant } from "./instant.ts";

export const workKinds = [
  "parked-report",
  "unusable-payment",
  "overdue-result",
  "held-result",
  "name-difference",
  "parked-message",
  "returned-message",
  "training-to-arrange",
  "refund-owed",
  "redeemed-refund",
  "disputed-order",
] as const;

/** Something that waits for a decision of staff (R37). */
export type WorkItem = {
  readonly kind: (typeof workKinds)[number];
  /** The id with which staff act. */
  readonly id: string;
  readonly since: Instant;
  readonly about: string;
  readonly reason?: string | undefined;
  readonly concerns?: Concerned | undefined;
  /** Paths of the API. */
  readonly link: string;
  readonly actions: readonly string[];
};

export type Concerned = { readonly accountId?: string | undefined; readonly name?: string | undefined };
