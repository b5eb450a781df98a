import * as z from "zod";
import { maximumApprovals } from "../../domain/partner/application-decision.ts";
import { organizationId } from "../fields.ts";
import { operation } from "../operation.ts";
import { applicationId } from "./application-operations.ts";
import { applicationAnswer, approvedApplication } from "./applications.ts";

export const approveApplications = operation({
  id: "approveApplications",
  method: "POST",
  path: "/v1/organizations/{organizationId}/applications/approve",
  auth: "account",
  tag: "Organizations",
  summary: "Approve several applications, all or none",
  description: `For the main account. At most ${maximumApprovals} in one request, because one transaction holds no more. If one is refused, nobody joins, and \`errors\` names every refused one.`,
  params: z.strictObject({ organizationId }),
  body: z.strictObject({ applicationIds: z.array(applicationId).min(1).max(maximumApprovals) }),
  examples: { "Two applicants": { applicationIds: ["app_0f1e2d3c4b5a69788796", "app_1a2b3c4d5e6f70819203"] } },
  answers: {
    200: {
      description: "All are members; the applications in the order of the list",
      schema: z.object({ data: z.array(applicationAnswer) }).meta({
        id: "ApprovedApplications",
        examples: [
          {
            data: [
              approvedApplication,
              {
                ...approvedApplication,
                applicationId: "app_1a2b3c4d5e6f70819203",
                accountId: "ben-577765632",
                fullName: "Ben Okri",
                email: "ben@example.org",
                employeeNumber: "0043",
              },
            ],
          },
        ],
      }),
    },
  },
  refusals: [
    ...(["organization-not-found", "main-account-only"] as const),
    ...(["partnership-suspended", "partnership-ended", "rows-refused"] as const),
  ],
});
