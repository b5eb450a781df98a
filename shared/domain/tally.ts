import type { Instant } from "./instant.ts";

/** A certificate that counts under a partner, and why (R27–R29). It stands there until it ends or is revoked. */
export type Counted = {
  readonly partnerId: string;
  readonly certificateId: string;
  readonly accountId: string;
  readonly holderName: string;
  readonly certificationId: string;
  readonly level: string;
  /** Bound from a sitting, or claimed, while its holder was a member. */
  readonly why: "bound" | "claimed";
  readonly paidBy: "benefit" | "otherwise";
  readonly countedAt: Instant;
  readonly validUntil: Instant;
};
