import * as z from "zod";
import type { Instant } from "../domain/instant.ts";
import { hasRole, type Left, type Membership, memberIn } from "../domain/membership.ts";
import type { Partner } from "../domain/partner.ts";
import { accountId, instant, organizationId, page, paging, text } from "./fields.ts";
import { operation } from "./operation.ts";

const role = z.enum(["main", "manager", "member"]);

/** Where an account belongs, as it is told itself; the partner is named to its managers alone. */
export const belonging = {
  organizationId: z.string(),
  name: z.string(),
  partnerId: z.string().optional(),
  role: role.optional(),
  since: instant.optional(),
};

/** An organization as a member of it, or staff, sees it. */
export function organizationView(partner: Partner, membership: Membership | undefined, isStaff = false) {
  const { organizationId, name, partnerId } = partner;
  const member = memberIn(membership, organizationId);
  const manages = isStaff || hasRole(membership, organizationId, "manager");
  return { organizationId, name, ...(manages && { partnerId }), role: member?.role, since: member?.since };
}

export const getOrganization = operation({
  id: "getOrganization",
  method: "GET",
  path: "/v1/organizations/{organizationId}",
  auth: "account",
  tag: "Organizations",
  summary: "Look one's organization up",
  description: "For its members and staff. `role` and `since` are the caller's own.",
  params: z.strictObject({ organizationId }),
  answers: { 200: { description: "The organization", schema: z.object(belonging) } },
  refusals: ["organization-not-found"],
});

const memberAnswer = z.object({
  accountId: z.string(),
  fullName: z.string(),
  email: z.string().optional(),
  role,
  since: instant,
  department: z.string().optional(),
  employeeNumber: z.string().optional(),
});

/** A member as the organization's managers see it. */
export function memberView({ accountId, member }: Membership) {
  if (member === undefined) return undefined;
  const { fullName, email, role, since, department, employeeNumber } = member;
  return { accountId, fullName, email, role, since, department, employeeNumber };
}

export const listMembers = operation({
  id: "listMembers",
  method: "GET",
  path: "/v1/organizations/{organizationId}/members",
  auth: "account",
  tag: "Organizations",
  summary: "List the members, by name",
  description:
    "For managers. `q` finds a part of a name or e-mail address, in either case. A page may then have fewer than asked for, or none, and still a `nextCursor`.",
  params: z.strictObject({ organizationId }),
  query: z.strictObject({ ...paging, q: text(100).optional() }),
  answers: { 200: { description: "One page of members", schema: page(memberAnswer) } },
  refusals: ["organization-not-found", "managers-only"],
});

const memberParams = z.strictObject({ organizationId, accountId });

export const changeRole = operation({
  id: "changeRole",
  method: "PUT",
  path: "/v1/organizations/{organizationId}/members/{accountId}",
  auth: "account",
  tag: "Organizations",
  summary: "Name a member a manager, or no longer",
  description: "For the main account, whose own role is fixed.",
  params: memberParams,
  body: z.strictObject({ role: z.enum(["manager", "member"]) }),
  answers: { 200: { description: "The member", schema: memberAnswer } },
  refusals: ["organization-not-found", "member-not-found", "main-account-only", "role-is-fixed"],
});

const leftAnswer = z.object({
  accountId: z.string(),
  organizationId: z.string(),
  leftAt: instant,
  returnedExamCodes: z.array(z.string()).meta({ description: "Its unused exam codes, which went back to the partner" }),
});

/** What became of a member that left. */
export function leftView({ member, membership }: Left, returnedExamCodes: readonly string[], leftAt: Instant) {
  return { accountId: membership.accountId, organizationId: member.organizationId, leftAt, returnedExamCodes };
}

export const removeMember = operation({
  id: "removeMember",
  method: "DELETE",
  path: "/v1/organizations/{organizationId}/members/{accountId}",
  auth: "account",
  tag: "Organizations",
  summary: "Take a member out of the organization",
  description:
    "For managers; another manager is taken out by the main account alone. The member's unused exam codes go back to the partner.",
  params: memberParams,
  answers: { 200: { description: "The account is no member any more", schema: leftAnswer } },
  refusals: [
    ...(["organization-not-found", "member-not-found"] as const),
    ...(["managers-only", "main-account-only", "main-account-cannot-leave"] as const),
  ],
});

export const quitOrganization = operation({
  id: "quitOrganization",
  method: "POST",
  path: "/v1/me/organization/quit",
  auth: "account",
  tag: "Organizations",
  summary: "Leave one's organization",
  description: "Unused exam codes go back to the partner. Certificates stay one's own.",
  answers: { 200: { description: "You belong to no organization", schema: leftAnswer } },
  refusals: ["not-in-an-organization", "main-account-cannot-leave"],
});
