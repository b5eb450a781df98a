import type { Instant } from "./instant.ts";
import type { MemberDetails } from "./membership.ts";

/** An account's application to join an organization (R22). */
export type Application = MemberDetails & {
  readonly applicationId: string;
  readonly organizationId: string;
  readonly accountId: string;
  /** Who made the invitation by which it came. */
  readonly invitedBy: string;
  readonly state: "pending" | "approved" | "rejected" | "withdrawn";
  readonly appliedAt: Instant;
  readonly decidedAt?: Instant | undefined;
  readonly reason?: string | undefined;
};
