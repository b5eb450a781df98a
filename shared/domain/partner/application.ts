import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
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
