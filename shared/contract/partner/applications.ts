import * as z from "zod";
import type { Application } from "../../domain/partner/application.ts";
import { email, identifier, instant, location, organizationId, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { personName } from "../person-name.ts";
import { invitationToken } from "./invitations.ts";

const status = z.enum(["pending", "approved", "rejected", "withdrawn"]);

const exampleApplication = {
  applicationId: "app_0f1e2d3c4b5a69788796",
  organizationId: "org_7f3k9qxw2m8tr5vn",
  accountId: "ana-466654521",
  fullName: "Ana Sá",
  email: "ana@example.org",
  department: "Research",
  employeeNumber: "0042",
  status: "pending",
  appliedAt: "2026-11-22T09:30:00.000Z",
};

const decidedAt = "2026-11-23T08:00:00.000Z";

export const approvedApplication = { ...exampleApplication, status: "approved", decidedAt };

export const applicationAnswer = z
  .object({
    applicationId: z.string(),
    organizationId: z.string(),
    accountId: z.string(),
    fullName: z.string(),
    email: z.string().optional(),
    department: z.string().optional(),
    employeeNumber: z.string().optional(),
    status,
    appliedAt: instant,
    decidedAt: instant.optional(),
    reason: z.string().optional(),
  })
  .meta({
    id: "Application",
    examples: [exampleApplication],
  });

/** An application as its applicant, the organization's managers and staff see it. */
export function applicationView({ state, invitedBy: _, ...facts }: Application) {
  return { ...facts, status: state };
}

export const applyToOrganization = operation({
  id: "applyToOrganization",
  method: "POST",
  path: "/v1/invitations/{token}/applications",
  auth: "account",
  tag: "Organizations",
  summary: "Apply to join an organization",
  description:
    "With a link of one of its managers. The main account decides, and the given address gets an e-mail about that. A member of another organization must first leave it.",
  params: z.strictObject({ token: invitationToken }),
  body: z.strictObject({
    fullName: personName(200),
    email,
    department: text(100).optional(),
    employeeNumber: text(64).optional(),
  }),
  examples: {
    "An employee": { fullName: "Ana Sá", email: "ana@example.org", department: "Research", employeeNumber: "0042" },
  },
  answers: {
    201: {
      description: "The application waits for the main account",
      schema: applicationAnswer,
      headers: location("/v1/applications/app_0f1e2d3c4b5a69788796"),
    },
  },
  refusals: [
    ...(["invitation-not-found", "invitation-revoked", "invitation-expired"] as const),
    ...(["partnership-suspended", "partnership-ended"] as const),
    ...(["already-a-member", "account-in-another-organization", "application-already-pending"] as const),
  ],
  guessed: "token",
});

export const listApplications = operation({
  id: "listApplications",
  method: "GET",
  path: "/v1/organizations/{organizationId}/applications",
  auth: "account",
  tag: "Organizations",
  summary: "List applications to join, newest first",
  description: "For managers. With `status`, a page may hold fewer items, even none, and still have a next page.",
  params: z.strictObject({ organizationId }),
  query: z.strictObject({
    ...paging,
    status: status.optional().meta({ description: "Only of this status", examples: ["pending"] }),
  }),
  answers: { 200: { description: "One page of applications", schema: page(applicationAnswer) } },
  refusals: ["organization-not-found", "managers-only"],
});

export const applicationId = identifier("An application's id", "app_0f1e2d3c4b5a69788796");

export const getApplication = operation({
  id: "getApplication",
  method: "GET",
  path: "/v1/applications/{applicationId}",
  auth: "account",
  tag: "Organizations",
  summary: "Get an application",
  description: "For its applicant, the organization's managers, and staff.",
  params: z.strictObject({ applicationId }),
  answers: { 200: { description: "The application", schema: applicationAnswer } },
  refusals: ["application-not-found"],
});

export const withdrawApplication = operation({
  id: "withdrawApplication",
  method: "POST",
  path: "/v1/applications/{applicationId}/withdraw",
  auth: "account",
  tag: "Organizations",
  summary: "Withdraw my application",
  params: z.strictObject({ applicationId }),
  answers: {
    200: {
      description: "Withdrawn",
      schema: applicationAnswer,
      shows: { ...exampleApplication, status: "withdrawn", decidedAt },
    },
  },
  refusals: ["application-not-found", "applicant-only", "application-not-pending"],
});

const decides = [
  "organization-not-found",
  "application-not-found",
  "main-account-only",
  "application-not-pending",
] as const;

export const approveApplication = operation({
  id: "approveApplication",
  method: "POST",
  path: "/v1/organizations/{organizationId}/applications/{applicationId}/approve",
  auth: "account",
  tag: "Organizations",
  summary: "Approve an application",
  description:
    "For the main account. The applicant joins. If the applicant has joined another organization, this is refused, and the application stays pending.",
  params: z.strictObject({ organizationId, applicationId }),
  answers: {
    200: {
      description: "Approved; the applicant is a member",
      schema: applicationAnswer,
      shows: approvedApplication,
    },
  },
  refusals: [
    ...decides,
    ...(["partnership-suspended", "partnership-ended"] as const),
    ...(["already-a-member", "account-in-another-organization"] as const),
  ],
});

export const rejectApplication = operation({
  id: "rejectApplication",
  method: "POST",
  path: "/v1/organizations/{organizationId}/applications/{applicationId}/reject",
  auth: "account",
  tag: "Organizations",
  summary: "Reject an application",
  description: "For the main account. The applicant gets an e-mail with the reason, and may apply again.",
  params: z.strictObject({ organizationId, applicationId }),
  body: z.strictObject({ reason: text(500).optional() }),
  examples: { "With a reason": { reason: "We do not know you" } },
  answers: {
    200: {
      description: "Rejected",
      schema: applicationAnswer,
      shows: { ...exampleApplication, status: "rejected", decidedAt, reason: "We do not know you" },
    },
  },
  refusals: decides,
});
