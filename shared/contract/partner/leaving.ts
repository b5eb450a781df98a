import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import type { Left } from "../../domain/partner/leaving.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { memberParams } from "./member-operations.ts";

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
