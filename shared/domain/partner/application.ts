import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { decideRows } from "../rows.ts";
import { type Invitation, usable } from "./invitation.ts";
import { hasRole, join, type MemberDetails, type Membership } from "./membership.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

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

/** What is known when an account applies; `earlier` is its last application to the same organization. */
export type ApplicationFacts = {
  readonly invitation: Invitation | undefined;
  readonly membership: Membership | undefined;
  readonly earlier: Application | undefined;
  /** The partner of the organization. */
  readonly partner: Partner | undefined;
};

/**
 * Applies by a link (R22), while the partnership is in force. Who belongs to an organization, this or another, must leave it first (R21). An application
 * that was rejected or withdrawn, or whose applicant has left since, is opened again.
 */
export function apply(
  { invitation, membership, earlier, partner }: ApplicationFacts,
  details: MemberDetails,
  { accountId }: Account,
  applicationId: string,
  now: Instant,
): Decision<Application> {
  const link = usable(invitation, now);
  if (!link.accepted) return link;

  const open = partner === undefined ? refuse("invitation-not-found") : inForce(partner);
  if (!open.accepted) return open;
  const { organizationId, createdBy: invitedBy } = link.value;
  const joining = join(membership, accountId, { ...details, organizationId, role: "member", since: now });
  if (!joining.accepted) return joining;
  if (earlier?.state === "pending") return refuse("application-already-pending");
  const named = { applicationId, organizationId, accountId, invitedBy };
  return accept({ ...details, ...named, state: "pending", appliedAt: now });
}

/** An application of this organization that is waiting still. */
function pendingIn(application: Application | undefined, { organizationId }: Partner): Decision<Application> {
  if (application?.organizationId !== organizationId) return refuse("application-not-found");
  return application.state === "pending" ? accept(application) : refuse("application-not-pending");
}

/**
 * Approves an application: the applicant joins as a plain member, with the details that it gave (R22). Refused while
 * the applicant belongs to an organization (R21), or the partnership is not in force; the application then stays pending.
 */
export function approve(
  application: Application | undefined,
  partner: Partner,
  membership: (accountId: string) => Membership | undefined,
  now: Instant,
): Decision<Approved> {
  const open = inForce(partner);
  if (!open.accepted) return open;
  const pending = pendingIn(application, partner);
  if (!pending.accepted) return pending;

  const { accountId, organizationId, fullName, email, department, employeeNumber } = pending.value;
  const details = { fullName, email, department, employeeNumber };
  const member = { ...details, organizationId, role: "member", since: now } as const;
  const joined = join(membership(accountId), accountId, member);
  if (!joined.accepted) return joined;
  return accept({ application: { ...pending.value, state: "approved", decidedAt: now }, membership: joined.value });
}

/**
 * So many applications are approved at once, in one transaction, which holds 100 items: for each 4 at most (the
 * application, the membership, and their events), and 2 more: the check that the main account decides, and the record of
 * the answer.
 */
export const maximumApprovals = 24;

/** An approval writes the application and its applicant's membership. */
export type Approved = { readonly application: Application; readonly membership: Membership };

/** Approves several applications, all or none (R22): each as `approve` does, on what those before it have made. */
export function approveAll(
  applicationIds: readonly string[],
  partner: Partner,
  applicationOf: (applicationId: string) => Application | undefined,
  membershipOf: (accountId: string) => Membership | undefined,
  now: Instant,
): Decision<readonly Approved[]> {
  const open = inForce(partner);
  if (!open.accepted) return open;
  const pointer = (at: number) => `/applicationIds/${at}`;
  return decideRows<string, Approved>(applicationIds, pointer, (id, approved) => {
    const earlier = approved.find(({ application }) => application.applicationId === id);
    const joined = (accountId: string) => approved.find(({ membership }) => membership.accountId === accountId);
    const membership = (accountId: string) => joined(accountId)?.membership ?? membershipOf(accountId);
    return approve(earlier?.application ?? applicationOf(id), partner, membership, now);
  });
}

/** Rejects an application (R22). */
export function reject(
  application: Application | undefined,
  partner: Partner,
  reason: string | undefined,
  now: Instant,
): Decision<Application> {
  const pending = pendingIn(application, partner);
  return pending.accepted ? accept({ ...pending.value, state: "rejected", decidedAt: now, reason }) : pending;
}

/** The application, for its applicant, the organization's managers and staff; for anyone else it does not exist. */
export function visibleApplication(
  application: Application | undefined,
  { accountId, staff }: Account,
  membership: Membership | undefined,
): Decision<Application> {
  const visible =
    application !== undefined &&
    (staff || application.accountId === accountId || hasRole(membership, application.organizationId, "manager"));
  return visible ? accept(application) : refuse("application-not-found");
}

/** The applicant takes the application back while it waits. */
export function withdraw(
  application: Application | undefined,
  by: Account,
  membership: Membership | undefined,
  now: Instant,
): Decision<Application> {
  const visible = visibleApplication(application, by, membership);
  if (!visible.accepted) return visible;
  if (visible.value.accountId !== by.accountId) return refuse("applicant-only");
  if (visible.value.state !== "pending") return refuse("application-not-pending");
  return accept({ ...visible.value, state: "withdrawn", decidedAt: now });
}
