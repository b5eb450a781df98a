import * as z from "zod";
import type { Application } from "../../domain/partner/application.ts";
import { idFor } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";
import { details } from "./memberships.ts";

const applicationSchema = () =>
  z.object({
    applicationId: z.string(),
    organizationId: z.string(),
    accountId: z.string(),
    invitedBy: z.string(),
    ...details(),
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
