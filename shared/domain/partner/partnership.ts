import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { join, type Membership, memberIn } from "./membership.ts";
import type { Partner } from "./partner.ts";

/**
 * Suspended: no coupons, no exam codes given out, nobody invited or taken in. Codes that members have go on, and what
 * members claim counts.
 *
 * Ended: besides, every exam code that is not booked ends at that instant, and nothing is counted any more. What was
 * booked goes on, and what was counted stays counted until it ends. Members stay, for the history, until they leave; the
 * main account may leave, too. An end is for good: a company that comes back is a new partner.
 *
 * The status follows from the partner's own facts, so every step reads it with the partner. A step that does not write the
 * partner may commit what it decided a moment before the suspension or the end; nothing of that has to be undone.
 */
export type PartnershipStatus = "active" | "suspended" | "ended";

export const partnershipStatuses = ["active", "suspended", "ended"] as const;

export function partnershipStatus({ suspended, ended }: Partner): PartnershipStatus {
  if (ended !== undefined) return "ended";
  return suspended === undefined ? "active" : "suspended";
}

/** The partner, while its partnership is neither suspended nor ended. */
export function inForce(partner: Partner): Decision<Partner> {
  const status = partnershipStatus(partner);
  return status === "active" ? accept(partner) : refuse(`partnership-${status}`);
}

/** The partner, until its partnership ends. */
export function notEnded(partner: Partner | undefined): Decision<Partner> {
  if (partner === undefined) return refuse("partner-not-found");
  return partner.ended === undefined ? accept(partner) : refuse("partnership-ended");
}

/** The acts of staff on a whole partnership. */
export type PartnershipAct = "suspend" | "resume" | "end";

/** Suspends a partnership, resumes it, or ends it for good (R36). */
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

/** The account that staff name as a partner's main account. */
export type NewMainAccount = {
  readonly mainAccountId: string;
  readonly mainAccountName?: string | undefined;
  readonly mainAccountEmail?: string | undefined;
};

/** The partner under its new main account, and the memberships that change with that: the new one's first. */
export type Succession = { readonly partner: Partner; readonly memberships: readonly Membership[] };

/**
 * Gives a partner another main account: one of its members, or an account that belongs to no organization and joins by this
 * (R21). The one before becomes a manager: who has left the company is removed by the new one.
 */
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
