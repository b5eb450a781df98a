import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { join, type Membership, memberIn } from "./membership.ts";
import type { Partner } from "./partner.ts";

/**
 * Suspended: no coupons, no assignments, no invitations, no new members. Existing codes work, and claims count. Ended,
 * for good: codes without a booking end at once, and no certificate is counted any more. Bookings go on, and counted
 * certificates stay until they end. Members stay until they leave, and the main account may leave, too. A step that
 * does not write the partner may commit a moment after the end: nothing of that must be undone.
 */
export type PartnershipStatus = "active" | "suspended" | "ended";

export const partnershipStatuses = ["active", "suspended", "ended"] as const;

export function partnershipStatus({ suspended, ended }: Partner): PartnershipStatus {
  if (ended !== undefined) return "ended";
  return suspended === undefined ? "active" : "suspended";
}

export function inForce(partner: Partner): Decision<Partner> {
  const status = partnershipStatus(partner);
  return status === "active" ? accept(partner) : refuse(`partnership-${status}`);
}

export function notEnded(partner: Partner | undefined): Decision<Partner> {
  if (partner === undefined) return refuse("partner-not-found");
  return partner.ended === undefined ? accept(partner) : refuse("partnership-ended");
}

export type PartnershipAct = "suspend" | "resume" | "end";

/** Suspends, resumes or ends a partnership (R36). */
export function changePartnership(
  partner: Partner | undefined,
  act: PartnershipAct,
  reason: string,
  now: Instant,
): Decision<Partner> {
  const open = notEnded(partner);
  if (!open.accepted) return open;
  const { suspended } = open.value;
  if (act === "end") return accept({ ...open.value, ended: { at: now, reason } });
  if (act === "suspend") {
    return suspended === undefined
      ? accept({ ...open.value, suspended: { at: now, reason } })
      : refuse("partnership-suspended");
  }
  return suspended === undefined
    ? refuse("partnership-not-suspended")
    : accept({ ...open.value, suspended: undefined });
}

export type NewMainAccount = {
  readonly mainAccountId: string;
  readonly mainAccountName?: string | undefined;
  readonly mainAccountEmail?: string | undefined;
};

/** The new main account's membership comes first. */
export type Succession = { readonly partner: Partner; readonly memberships: readonly Membership[] };

/** Makes a member, or an account without an organization, the main account (R21). The former one becomes a manager. */
export function succeed(
  partner: Partner | undefined,
  { mainAccountId, mainAccountName, mainAccountEmail }: NewMainAccount,
  membershipOf: (accountId: string) => Membership | undefined,
  now: Instant,
): Decision<Succession> {
  const open = notEnded(partner);
  if (!open.accepted) return open;
  const { organizationId, mainAccountId: formerId } = open.value;
  const current = membershipOf(mainAccountId);
  const member = memberIn(current, organizationId);
  const fullName = mainAccountName ?? member?.fullName ?? mainAccountEmail ?? mainAccountId;
  const email = mainAccountEmail ?? member?.email;
  const role = "main" as const;
  const joined =
    member === undefined
      ? join(current, mainAccountId, { fullName, email, organizationId, role, since: now })
      : accept<Membership>({ ...current, accountId: mainAccountId, member: { ...member, fullName, email, role } });
  if (!joined.accepted) return joined;

  const former = formerId === mainAccountId ? undefined : membershipOf(formerId);
  const formerMember = memberIn(former, organizationId);
  const demoted =
    former === undefined || formerMember === undefined
      ? []
      : [{ ...former, member: { ...formerMember, role: "manager" as const } }];
  const after = { ...open.value, mainAccountId, mainAccountEmail: email };
  return accept({ partner: after, memberships: [joined.value, ...demoted] });
}
