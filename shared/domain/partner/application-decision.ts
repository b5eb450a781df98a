import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { decideRows } from "../rows.ts";
import type { Application } from "./application.ts";
import { join, type Membership } from "./membership.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

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
