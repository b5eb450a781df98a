import * as z from "zod";
import { hasRole, type Membership, memberIn } from "../../domain/partner/membership.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { partnershipStatus, partnershipStatuses } from "../../domain/partner/partnership.ts";
import { organizationId } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";

export const role = z.enum(["main", "manager", "member"]);

/** The account's own view. Only managers see the partner's id. */
export const belonging = {
  organizationId: z.string(),
  name: z.string(),
  status: z.enum(partnershipStatuses).meta({ description: "Of its partnership" }),
  partnerId: z.string().optional(),
  role: role.optional(),
  since: instant.optional(),
};

export const exampleBelonging = {
  organizationId: "org_7f3k9qxw2m8tr5vn",
  name: "Cloud Partners Ltd",
  status: "active",
  role: "member",
  since: "2026-11-22T09:30:00.000Z",
};

export function organizationView(partner: Partner, membership: Membership | undefined, isStaff = false) {
  const { organizationId, name, partnerId } = partner;
  const member = memberIn(membership, organizationId);
  const manages = isStaff || hasRole(membership, organizationId, "manager");
  const status = partnershipStatus(partner);
  return { organizationId, name, status, ...(manages && { partnerId }), role: member?.role, since: member?.since };
}

const organizationAnswer = z.object(belonging).meta({ id: "Organization", examples: [exampleBelonging] });

export const getOrganization = operation({
  id: "getOrganization",
  method: "GET",
  path: "/v1/organizations/{organizationId}",
  auth: "account",
  tag: "Organizations",
  summary: "Get my organization",
  description: "For its members and staff. `role` and `since` are the caller's own.",
  params: z.strictObject({ organizationId }),
  answers: { 200: { description: "The organization", schema: organizationAnswer } },
  refusals: ["organization-not-found"],
});
