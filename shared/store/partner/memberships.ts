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

const membershipSchema = z.object({
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

/** One for each account (R21); members stand in their organization's list, by name. */
export const memberships = entity<Membership>()({
  kind: "membership",
  schema: membershipSchema,
  owner: ({ member }) =>
    member && { list: lists.organization(member.organizationId), sort: placeByName(member.fullName) },
  email: ({ member }) => member?.email,
  personName: ({ member }) => member?.fullName,
});

/** All members of an organization, by name; from an index, so who has joined a moment ago may be missing. */
export function readMembers(organizationId: string, cost: Cost): Promise<Membership[]> {
  const list = lists.organization(organizationId);
  return allOf((after) => listOwned(memberships, list, { limit: 1_000, after, ascending: true }, cost));
}

/** Whole symbols, so few that the index's sort key holds them in any script. */
function placeByName(fullName: string): string {
  return [...searchable(fullName)].slice(0, 60).join("");
}

/** What a decision of someone who acts for an organization rests on: that they are what they were. Staff are always. */
export function stillActing({ accountId, staff }: Account): Change[] {
  return staff ? [] : [unchanged(memberships.at(accountId))];
}

const invitationSchema = z.object({
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

export const invitations = entity<Invitation>()({
  kind: "invitation",
  schema: invitationSchema,
  owner: ({ organizationId, createdAt }) => ({ list: lists.organization(organizationId), sort: createdAt }),
});

/** One more application came by the link, which must not be revoked. Any number may come at once. */
export function usedOnce(token: string): Change {
  return increase(invitations.at(token), { count: "uses", unless: "revokedAt" });
}

const applicationSchema = z.object({
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

/** One for each account and organization: whoever applies again opens it again, and its history tells both. */
export const applications = entity<Application>()({
  kind: "application",
  schema: applicationSchema,
  owner: ({ organizationId, appliedAt }) => ({ list: lists.organization(organizationId), sort: appliedAt }),
  email: ({ email }) => email,
  personName: ({ fullName }) => fullName,
});

export function applicationIdFor(organizationId: string, accountId: string): string {
  return idFor("app", JSON.stringify([organizationId, accountId]));
}
