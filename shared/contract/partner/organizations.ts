import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { hasRole, type Left, type Membership, memberIn } from "../../domain/partner/membership.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { partnershipStatus, partnershipStatuses } from "../../domain/partner/partnership.ts";
import { csvLine } from "../csv.ts";
import { accountId, attachment, instant, organizationId, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";

const role = z.enum(["main", "manager", "member"]);

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

const exampleMember = {
  accountId: "ana-466654521",
  fullName: "Ana Sá",
  email: "ana@example.org",
  role: "member",
  since: "2026-11-22T09:30:00.000Z",
  department: "Research",
  employeeNumber: "0042",
};

export const memberAnswer = z
  .object({
    accountId: z.string(),
    fullName: z.string(),
    email: z.string().optional(),
    role,
    since: instant,
    department: z.string().optional(),
    employeeNumber: z.string().optional(),
  })
  .meta({
    id: "Member",
    examples: [exampleMember],
  });

/** For managers. */
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
  summary: "List members, by name",
  description:
    "For managers. `q` finds a part of a name or e-mail address and ignores case. A page may then hold fewer items, even none, and still have a next page.",
  params: z.strictObject({ organizationId }),
  query: z.strictObject({
    ...paging,
    q: text(100)
      .optional()
      .meta({ description: "Part of a name or an e-mail address", examples: ["Ana"] }),
  }),
  answers: { 200: { description: "One page of members", schema: page(memberAnswer) } },
  refusals: ["organization-not-found", "managers-only"],
});

const columns = ["fullName", "email", "role", "since", "department", "employeeNumber", "accountId"];

/** People write names, so see `csvLine`. */
export function membersCsv(members: readonly Membership[]): string {
  const lines = members.flatMap(({ accountId, member }) => {
    if (member === undefined) return [];
    const { fullName, email = "", role, since, department = "", employeeNumber = "" } = member;
    return [csvLine([fullName, email, role, since, department, employeeNumber, accountId])];
  });
  return [csvLine(columns), ...lines].join("");
}

export const getMembersCsv = operation({
  id: "getMembersCsv",
  method: "GET",
  path: "/v1/organizations/{organizationId}/members.csv",
  auth: "account",
  tag: "Organizations",
  summary: "Download the members as CSV, by name",
  description: "For managers. A cell that a spreadsheet would run as a formula begins with an apostrophe.",
  params: z.strictObject({ organizationId }),
  answers: {
    200: {
      description: `\`${columns.join()}\` and a line for each member`,
      schema: z.string().meta({ examples: [csvLine(columns)] }),
      contentType: "text/csv",
      headers: attachment,
    },
  },
  refusals: ["organization-not-found", "managers-only"],
});

const memberParams = z.strictObject({ organizationId, accountId });

export const getMember = operation({
  id: "getMember",
  method: "GET",
  path: "/v1/organizations/{organizationId}/members/{accountId}",
  auth: "account",
  tag: "Organizations",
  summary: "Get a member",
  description: "For managers.",
  params: memberParams,
  answers: { 200: { description: "The member", schema: memberAnswer } },
  refusals: ["organization-not-found", "member-not-found", "managers-only"],
});

export const changeRole = operation({
  id: "changeRole",
  method: "PUT",
  path: "/v1/organizations/{organizationId}/members/{accountId}",
  auth: "account",
  tag: "Organizations",
  summary: "Change a member's role",
  description: "For the main account, whose own role is fixed.",
  params: memberParams,
  body: z.strictObject({ role: z.enum(["manager", "member"]) }),
  examples: { "A manager": { role: "manager" } },
  answers: { 200: { description: "The member", schema: memberAnswer, shows: { ...exampleMember, role: "manager" } } },
  refusals: ["organization-not-found", "member-not-found", "main-account-only", "role-is-fixed"],
});

const leftAnswer = z
  .object({
    accountId: z.string(),
    organizationId: z.string(),
    leftAt: instant,
    returnedExamCodes: z
      .array(z.string())
      .meta({ description: "Its unused exam codes, which went back to the partner" }),
  })
  .meta({
    id: "Left",
    examples: [
      {
        accountId: "ana-466654521",
        organizationId: "org_7f3k9qxw2m8tr5vn",
        leftAt: "2026-11-30T16:00:00.000Z",
        returnedExamCodes: ["EXC-7F3K-9QXW-2M8T-R5VN-8"],
      },
    ],
  });

export function leftView({ member, membership }: Left, returnedExamCodes: readonly string[], leftAt: Instant) {
  return { accountId: membership.accountId, organizationId: member.organizationId, leftAt, returnedExamCodes };
}

export const removeMember = operation({
  id: "removeMember",
  method: "DELETE",
  path: "/v1/organizations/{organizationId}/members/{accountId}",
  auth: "account",
  tag: "Organizations",
  summary: "Remove a member from the organization",
  description:
    "For managers. Only the main account removes other managers. The member's unused exam codes return to the partner.",
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
  summary: "Leave my organization",
  description: "My unused exam codes return to the partner. My certificates stay mine.",
  answers: { 200: { description: "You belong to no organization", schema: leftAnswer } },
  refusals: ["not-in-an-organization", "main-account-cannot-leave"],
});
