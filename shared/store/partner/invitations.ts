import * as z from "zod";
import type { Invitation } from "../../domain/partner/invitation.ts";
import { type Change, increase } from "../core/change.ts";
import { entity, lists } from "../core/entity.ts";

const invitationSchema = () =>
  z.object({
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
