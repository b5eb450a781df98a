import * as z from "zod";
import type { Account } from "../../domain/account.ts";
import type { Application } from "../../domain/partner/application.ts";
import type { Invitation } from "../../domain/partner/invitation.ts";
import { type Membership, searchable } from "../../domain/partner/membership.ts";
import { type Change, increase, unchanged } from "../core/change.ts";
import type { Cost } from "../core/cost.ts";
import { entity, idFor, lists } from "../core/entity.ts";
import { allOf, listOwned } from "../core/list.ts";

const details = {
  fullName: z.string(),
  email: z.string().optional(),
  department: z.string().optional(),
  employeeNumber: z.string().optional(),
};

const membershipSchema: z.ZodType<Membership> = z.object({
  accountId: z.string(),
  member: z
    .object({
      ...details,
      organizationId: z.string(),
      role: z.enum(["main", "manager", "member"]),
      since: z.string(),
      examCodes: z.array(z.string()),
    })
    .optional(),
  past: z.array(z.object({ organizationId: z.string(), since: z.string(), until: z.string() })).optional(),
});

/** One for each account (R21), listed by name. */
export const memberships = entity<Membership>({
  kind: "membership",
  schema: membershipSchema,
  owner: ({ member }) =>
    member && { list: lists.organization(member.organizationId), sort: placeByName(member.fullName) },
  email: ({ member }) => member?.email,
  personName: ({ member }) => member?.fullName,
});

/** By name. The index may lag. */
export function readMembers(organizationId: string, cost: Cost): Promise<Membership[]> {
  const list = lists.organization(organizationId);
  return allOf((after) => listOwned(memberships, list, { limit: 1_000, after, ascending: true }, cost));
}

/** Whole symbols, short enough for the index's key in any script. */
function placeByName(fullName: string): string {
  return [...searchable(fullName)].slice(0, 60).join("");
}

/** Requires the actor's unchanged role. Staff always may act. */
export function stillActing({ accountId, staff }: Account): Change[] {
  return staff ? [] : [unchanged(memberships.at(accountId))];
}

const invitationSchema: z.ZodType<Invitation> = z.object({
  token: z.string(),
  organizationId: z.string(),
  createdBy: z.string(),
  createdByEmail: z.string().optional(),
  email: z.string().optional(),
  createdAt: z.string(),
  expiresAt: z.string(),
  uses: z.number(),
  revokedAt: z.string().optional(),
});

export const invitations = entity<Invitation>({
  kind: "invitation",
  schema: invitationSchema,
  owner: ({ organizationId, createdAt }) => ({ list: lists.organization(organizationId), sort: createdAt }),
});

/** Any number may apply at once, unless the link is revoked. */
export function usedOnce(token: string): Change {
  return increase(invitations.at(token), { count: "uses", unless: "revokedAt" });
}

const applicationSchema: z.ZodType<Application> = z.object({
  applicationId: z.string(),
  organizationId: z.string(),
  accountId: z.string(),
  invitedBy: z.string(),
  ...details,
  state: z.enum(["pending", "approved", "rejected", "withdrawn"]),
  appliedAt: z.string(),
  decidedAt: z.string().optional(),
  reason: z.string().optional(),
});

/** One for each account and organization. Another application opens it again. */
export const applications = entity<Application>({
  kind: "application",
  schema: applicationSchema,
  owner: ({ organizationId, appliedAt }) => ({ list: lists.organization(organizationId), sort: appliedAt }),
  email: ({ email }) => email,
  personName: ({ fullName }) => fullName,
});

export function applicationIdFor(organizationId: string, accountId: string): string {
  return idFor("app", JSON.stringify([organizationId, accountId]));
}
