import type { Instant } from "./instant.ts";

/** A link by which accounts apply to join an organization: reusable until it is revoked or ends (R22). */
export type Invitation = {
  /** 128 random bits. */
  readonly token: string;
  readonly organizationId: string;
  readonly createdBy: string;
  readonly createdByEmail?: string | undefined;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** How many applications came by it. */
  readonly uses: number;
  readonly revokedAt?: Instant | undefined;
};
