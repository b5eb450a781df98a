import * as z from "zod";
import { organizationId, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { applicationId } from "./application-operations.ts";
import { applicationAnswer, approvedApplication, decidedAt, exampleApplication } from "./applications.ts";

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
