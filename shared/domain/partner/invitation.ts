import type { Account } from "../account.ts";
import type { Random } from "../code.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

/** A reusable link to apply to an organization, until it is revoked or expires (R22). */
export type Invitation = {
  /** 128 random bits. */
  readonly token: string;
  readonly organizationId: string;
  readonly createdBy: string;
  readonly createdByEmail?: string | undefined;
  /** The address it was sent to. Anyone with the link may apply. */
  readonly email?: string | undefined;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly uses: number;
  readonly revokedAt?: Instant | undefined;
};

export type InvitationStatus = "active" | "expired" | "revoked";

const tokenBytes = 16;

/** 128 random bits in hexadecimal digits. */
export function drawToken(random: Random): string {
  return [...random(tokenBytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A link for as many days as the partner's programme says (R22). Refused while the partnership is not in force. */
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

export function invitationStatus({ revokedAt, expiresAt }: Invitation, now: Instant): InvitationStatus {
  if (revokedAt !== undefined) return "revoked";
  return now >= expiresAt ? "expired" : "active";
}

/** The link, while it can be used (R22). */
export function usable(invitation: Invitation | undefined, now: Instant): Decision<Invitation> {
  if (invitation === undefined) return refuse("invitation-not-found");
  const status = invitationStatus(invitation, now);
  return status === "active" ? accept(invitation) : refuse(`invitation-${status}`);
}

/** A link that is revoked already stays the same, so a repetition gets the same answer. */
export function revokeInvitation(
  invitation: Invitation | undefined,
  { organizationId }: Partner,
  now: Instant,
): Decision<Invitation> {
  if (invitation?.organizationId !== organizationId) return refuse("invitation-not-found");
  return accept(invitation.revokedAt === undefined ? { ...invitation, revokedAt: now } : invitation);
}
