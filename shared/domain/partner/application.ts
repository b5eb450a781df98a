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
  readonly invitedBy: string;
  readonly state: "pending" | "approved" | "rejected" | "withdrawn";
  readonly appliedAt: Instant;
  readonly decidedAt?: Instant | undefined;
  readonly reason?: string | undefined;
};

/** `earlier` is the account's last application to the same organization. */
export type ApplicationFacts = {
  readonly invitation: Invitation | undefined;
  readonly membership: Membership | undefined;
  readonly earlier: Application | undefined;
  readonly partner: Partner | undefined;
};

/**
 * Applies by a link while the partnership is in force (R22). A member must first leave (R21). A rejected or withdrawn
 * application, or that of a former member, is opened again.
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

function pendingIn(application: Application | undefined, { organizationId }: Partner): Decision<Application> {
  if (application?.organizationId !== organizationId) return refuse("application-not-found");
  return application.state === "pending" ? accept(application) : refuse("application-not-pending");
}

/**
 * The applicant joins as a plain member (R22). Refused while the applicant is a member anywhere (R21), or the
 * partnership is not in force. The application then stays pending.
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
 * A transaction holds 100 items: 4 for each application (application, membership, two events), 1 for the check of the
 * main account, 1 for the recorded answer.
 */
export const maximumApprovals = 24;

export type Approved = { readonly application: Application; readonly membership: Membership };

/** Approves all or none (R22). Each is decided on the facts that those before it leave. */
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

export function reject(
  application: Application | undefined,
  partner: Partner,
  reason: string | undefined,
  now: Instant,
): Decision<Application> {
  const pending = pendingIn(application, partner);
  return pending.accepted ? accept({ ...pending.value, state: "rejected", decidedAt: now, reason }) : pending;
}

/** For its applicant, managers and staff. For others it does not exist. */
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
