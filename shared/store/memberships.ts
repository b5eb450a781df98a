import * as z from "zod";
import type { Application } from "../domain/application.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Membership } from "../domain/membership.ts";
import { entity, idFor, lists } from "./entity.ts";

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
});

/** One for each account (R21); members stand in their organization's list, by name. */
export const memberships = entity<Membership>({
  kind: "membership",
  schema: membershipSchema,
  owner: ({ member }) =>
    member && { list: lists.organization(member.organizationId), sort: member.fullName.toLowerCase().slice(0, 60) },
});

const invitationSchema: z.ZodType<Invitation> = z.object({
  token: z.string(),
  organizationId: z.string(),
  createdBy: z.string(),
  createdByEmail: z.string().optional(),
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

/** One for each account and organization: whoever applies again opens it again, and its history tells both. */
export const applications = entity<Application>({
  kind: "application",
  schema: applicationSchema,
  owner: ({ organizationId, appliedAt }) => ({ list: lists.organization(organizationId), sort: appliedAt }),
});

export function applicationIdFor(organizationId: string, accountId: string): string {
  return idFor("app", JSON.stringify([organizationId, accountId]));
}
