import * as z from "zod";
import { email, identifier, location, organizationId, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { personName } from "../person-name.ts";
import { applicationAnswer, decidedAt, exampleApplication, status } from "./applications.ts";
import { invitationToken } from "./invitations.ts";

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
