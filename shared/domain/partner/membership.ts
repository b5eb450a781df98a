import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Partner } from "./partner.ts";

export type Role = "main" | "manager" | "member";

export type MemberDetails = {
  readonly fullName: string;
  readonly email?: string | undefined;
  readonly department?: string | undefined;
  readonly employeeNumber?: string | undefined;
};

/** An account's one membership, or none (R21). Every join and leave writes this item, so two at once cannot succeed. */
export type Membership = {
  readonly accountId: string;
  readonly member?: Member | undefined;
  /** The latest former memberships, oldest first. Earlier versions stored none. */
  readonly past?: readonly PastMembership[] | undefined;
};

/** `until` is exclusive. */
export type PastMembership = { readonly organizationId: string; readonly since: Instant; readonly until: Instant };

export type Member = MemberDetails & {
  readonly organizationId: string;
  readonly role: Role;
  readonly since: Instant;
  /** Codes that were given and not returned. Some may be used or expired. */
  readonly examCodes: readonly string[];
};

/** The organization at an instant (R27). */
export function organizationAt(membership: Membership | undefined, at: Instant): string | undefined {
  const { member, past = [] } = membership ?? {};
  if (member !== undefined && member.since <= at) return member.organizationId;
  return past.find(({ since, until }) => since <= at && at < until)?.organizationId;
}

export function memberIn(membership: Membership | undefined, organizationId: string): Member | undefined {
  return membership?.member?.organizationId === organizationId ? membership.member : undefined;
}

/** A main account without a known name gets none. */
export function approvedAs({ accountId, member }: Membership): {
  name?: string | undefined;
  email?: string | undefined;
} {
  const isStandIn = member?.fullName === accountId || member?.fullName === member?.email;
  return { name: isStandIn ? undefined : member?.fullName, email: member?.email };
}

/** Staff may act for any organization. */
export type Authority = "member" | "manager" | "main";

const roles: Record<Authority, readonly Role[]> = {
  member: ["main", "manager", "member"],
  manager: ["main", "manager"],
  main: ["main"],
};

export function hasRole(membership: Membership | undefined, organizationId: string, needed: Authority): boolean {
  const member = memberIn(membership, organizationId);
  return member !== undefined && roles[needed].includes(member.role);
}

/** For members with the role, and staff. A lesser member is told so. Others get `hidden`, as if nothing existed. */
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

/** The form for search and sorting: without case, and in one composition of letters. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase().toUpperCase();
}

export function isFoundBy({ fullName, email = "" }: Member, searched: string): boolean {
  const wanted = searchable(searched);
  return searchable(fullName).includes(wanted) || searchable(email).includes(wanted);
}

/** Refused while the account belongs to any organization (R21). */
export function join(
  membership: Membership | undefined,
  accountId: string,
  member: Omit<Member, "examCodes">,
): Decision<Membership> {
  const current = membership?.member;
  if (current === undefined) return accept({ ...membership, accountId, member: { ...member, examCodes: [] } });
  const same = current.organizationId === member.organizationId;
  return refuse(same ? "already-a-member" : "account-in-another-organization");
}

/** Makes a member a manager or a plain member. The main account's role is fixed. */
export function withRole(
  membership: Membership | undefined,
  { organizationId }: Partner,
  role: Exclude<Role, "main">,
): Decision<Membership> {
  const member = memberIn(membership, organizationId);
  if (membership === undefined || member === undefined) return refuse("member-not-found");
  if (member.role === "main") return refuse("role-is-fixed");
  return accept({ ...membership, member: { ...member, role } });
}
