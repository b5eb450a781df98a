import type { Account } from "../account.ts";
import type { Random } from "../code.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

/** A link by which accounts apply to join an organization: reusable until it is revoked or ends (R22). */
export type Invitation = {
  /** 128 random bits. */
  readonly token: string;
  readonly organizationId: string;
  readonly createdBy: string;
  readonly createdByEmail?: string | undefined;
  /** The address that it was sent to. Anyone who has the link may apply by it nevertheless. */
  readonly email?: string | undefined;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** How many applications came by it. */
  readonly uses: number;
  readonly revokedAt?: Instant | undefined;
};

export type InvitationStatus = "active" | "expired" | "revoked";

const tokenBytes = 16;

/** A new link's secret part: 128 random bits, in hexadecimal digits. */
export function drawToken(random: Random): string {
  return [...random(tokenBytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A new link, good for as many days as the partner's programme says, to the instant (R22). Refused while the partnership is
 * not in force. `email`: the address to which it is sent, if it is.
 */
export function invite(
  partner: Partner,
  by: Account,
  token: string,
  now: Instant,
  email?: string | undefined,
): Decision<Invitation> {
  const open = inForce(partner);
  if (!open.accepted) return open;
  const { organizationId, programmeVersion } = partner;
  const expiresAt = plusDays(now, programmeOf(programmeVersion).invitationDays);
  const creator = { createdBy: by.accountId, createdByEmail: by.email };
  return accept({ token, organizationId, email, ...creator, createdAt: now, expiresAt, uses: 0 });
}

/** A link is dead from the instant at which it ends, and from its revocation on. */
export function invitationStatus({ revokedAt, expiresAt }: Invitation, now: Instant): InvitationStatus {
  if (revokedAt !== undefined) return "revoked";
  return now >= expiresAt ? "expired" : "active";
}

/** The link, while one can apply by it (R22). */
export function usable(invitation: Invitation | undefined, now: Instant): Decision<Invitation> {
  if (invitation === undefined) return refuse("invitation-not-found");
  const status = invitationStatus(invitation, now);
  return status === "active" ? accept(invitation) : refuse(`invitation-${status}`);
}

/** Ends a link of this organization. One that was revoked stays as it is, so that a repetition has the same answer. */
export function revokeInvitation(
  invitation: Invitation | undefined,
  { organizationId }: Partner,
  now: Instant,
): Decision<Invitation> {
  if (invitation?.organizationId !== organizationId) return refuse("invitation-not-found");
  return accept(invitation.revokedAt === undefined ? { ...invitation, revokedAt: now } : invitation);
}
