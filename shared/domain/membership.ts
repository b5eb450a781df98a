import type { Account } from "./account.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Instant } from "./instant.ts";
import type { Partner } from "./partner.ts";

export type Role = "main" | "manager" | "member";

/** Who someone is to a partner, as they applied. */
export type MemberDetails = {
  readonly fullName: string;
  readonly email?: string | undefined;
  readonly department?: string | undefined;
  readonly employeeNumber?: string | undefined;
};

/**
 * Where an account belongs: to one organization or to none (R21). There is one for each account, and whatever makes it
 * join or leave changes it, so that two at once cannot both succeed.
 */
export type Membership = {
  readonly accountId: string;
  readonly member?: Member | undefined;
};

export type Member = MemberDetails & {
  readonly organizationId: string;
  readonly role: Role;
  readonly since: Instant;
  /** The exam codes that it was given and has not returned; some may be used or expired by now. */
  readonly examCodes: readonly string[];
};

/** The member, if it belongs to that organization. */
export function memberIn(membership: Membership | undefined, organizationId: string): Member | undefined {
  return membership?.member?.organizationId === organizationId ? membership.member : undefined;
}

/** What someone must be to act for an organization. Staff may act for any. */
export type Authority = "member" | "manager" | "main";

const roles: Record<Authority, readonly Role[]> = {
  member: ["main", "manager", "member"],
  manager: ["main", "manager"],
  main: ["main"],
};

/** Whether the account belongs to that organization in a role that is enough. */
export function hasRole(membership: Membership | undefined, organizationId: string, needed: Authority): boolean {
  const member = memberIn(membership, organizationId);
  return member !== undefined && roles[needed].includes(member.role);
}

/**
 * The partner, for staff and for a member whose role is enough; a member of a lesser role is told so. For anyone else it
 * does not exist, and `hidden` says how that is answered where they asked.
 */
export function actingFor(
  partner: Partner | undefined,
  by: Account,
  membership: Membership | undefined,
  needed: Authority,
  hidden: "organization-not-found" | "partner-not-found" = "organization-not-found",
): Decision<Partner> {
  if (partner === undefined) return refuse(hidden);
  if (by.staff) return accept(partner);
  const member = memberIn(membership, partner.organizationId);
  if (member === undefined) return refuse(hidden);
  if (roles[needed].includes(member.role)) return accept(partner);
  return refuse(needed === "main" ? "main-account-only" : "managers-only");
}

/** Takes an account into an organization. Refused while it belongs to one, this or another (R21). */
export function join(
  membership: Membership | undefined,
  accountId: string,
  member: Omit<Member, "examCodes">,
): Decision<Membership> {
  const current = membership?.member;
  if (current === undefined) return accept({ accountId, member: { ...member, examCodes: [] } });
  const same = current.organizationId === member.organizationId;
  return refuse(same ? "already-a-member" : "account-in-another-organization");
}
