import type { Instant } from "./instant.ts";

/** The kinds of thing that wait for a decision of staff. */
export const workKinds = [
  "parked-report",
  "unusable-payment",
  "overdue-result",
  "held-result",
  "name-difference",
  "parked-message",
  "training-to-arrange",
  "refund-owed",
  "redeemed-refund",
  "disputed-order",
] as const;

/** One thing that waits for a decision of staff (R37). */
export type WorkItem = {
  readonly kind: (typeof workKinds)[number];
  /** Of the report, the appointment, the result, the e-mail or the order; with it staff act. */
  readonly id: string;
  readonly since: Instant;
  readonly about: string;
  readonly reason?: string | undefined;
  readonly concerns?: Concerned | undefined;
  /** Paths of the API that show it and act on it. */
  readonly link: string;
  readonly actions: readonly string[];
};

/** The person whom something concerns, as far as known. */
export type Concerned = { readonly accountId?: string | undefined; readonly name?: string | undefined };
