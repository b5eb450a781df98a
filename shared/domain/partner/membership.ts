import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
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
  /** The latest memberships that have ended, the last one last. One that ended under an earlier version is not among them. */
  readonly past?: readonly PastMembership[] | undefined;
};

/** The account belonged there from `since` on, and at `until` no more. */
export type PastMembership = { readonly organizationId: string; readonly since: Instant; readonly until: Instant };

export type Member = MemberDetails & {
  readonly organizationId: string;
  readonly role: Role;
  readonly since: Instant;
  /** The exam codes that it was given and has not returned; some may be used or expired by now. */
  readonly examCodes: readonly string[];
};

/** So many are kept: what is settled late is late by hours, or by days. */
const keptPast = 20;

/** The organization to which the account belonged at an instant, if it belonged to any (R27). */
export function organizationAt(membership: Membership | undefined, at: Instant): string | undefined {
  const { member, past = [] } = membership ?? {};
  if (member !== undefined && member.since <= at) return member.organizationId;
  return past.find(({ since, until }) => since <= at && at < until)?.organizationId;
}

/** The member, if it belongs to that organization. */
export function memberIn(membership: Membership | undefined, organizationId: string): Member | undefined {
  return membership?.member?.organizationId === organizationId ? membership.member : undefined;
}

/** The name under which the organization took someone in. A main account's address or id, where no name is known, is none. */
export function approvedName({ accountId, member }: Membership): string | undefined {
  const isStandIn = member?.fullName === accountId || member?.fullName === member?.email;
  return isStandIn ? undefined : member?.fullName;
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

/** A name or address as it is searched and sorted: case does not matter, nor how a letter is composed, in any script. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase().toUpperCase();
}

/** Whether a member's name or e-mail address has a text in it. */
export function isFoundBy({ fullName, email = "" }: Member, searched: string): boolean {
  const wanted = searchable(searched);
  return searchable(fullName).includes(wanted) || searchable(email).includes(wanted);
}

/** Takes an account into an organization. Refused while it belongs to one, this or another (R21). */
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

/** Names a member a manager, or a manager a plain member. Who is to be the main account is settled with the partner. */
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

/** Who left which organization, and the membership without it. */
export type Left = { readonly member: Member; readonly membership: Membership };

/**
 * Takes a member out of an organization (R21). A manager takes out plain members, and itself; another manager only the
 * main account does. `by` acts for the organization already: see `actingFor`.
 */
export function remove(
  membership: Membership | undefined,
  partner: Partner,
  by: Account,
  now: Instant,
): Decision<Left> {
  const member = memberIn(membership, partner.organizationId);
  if (membership === undefined || member === undefined) return refuse("member-not-found");
  const isOwn = membership.accountId === by.accountId;
  const mayManagers = by.staff || isOwn || by.accountId === partner.mainAccountId;
  if (member.role === "manager" && !mayManagers) return refuse("main-account-only");
  return leave(membership, member, now);
}

/**
 * The account leaves the organization to which it belongs (R21). The main account can once the partnership has ended.
 */
export function quit(
  membership: Membership | undefined,
  { ended }: Pick<Partner, "ended">,
  now: Instant,
): Decision<Left> {
  const member = membership?.member;
  if (membership === undefined || member === undefined) return refuse("not-in-an-organization");
  return leave(membership, member, now, ended !== undefined);
}

function leave({ accountId, past = [] }: Membership, member: Member, now: Instant, isOver = false): Decision<Left> {
  if (member.role === "main" && !isOver) return refuse("main-account-cannot-leave");
  const { organizationId, since } = member;
  const ended = [...past, { organizationId, since, until: now }].slice(-keptPast);
  return accept({ member, membership: { accountId, past: ended } });
}
