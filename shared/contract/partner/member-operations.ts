import * as z from "zod";
import { csvAnswer, inFiles, maximumLines } from "../csv-file.ts";
import { accountId, organizationId, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { columns, exampleMember, memberAnswer } from "./members.ts";

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

export const getMembersCsv = operation({
  id: "getMembersCsv",
  method: "GET",
  path: "/v1/organizations/{organizationId}/members.csv",
  auth: "account",
  tag: "Organizations",
  summary: "Download the members as CSV, by name",
  description: `For managers. ${inFiles(maximumLines)} A cell that a spreadsheet would run as a formula begins with an apostrophe.`,
  params: z.strictObject({ organizationId }),
  query: z.strictObject({ cursor: paging.cursor }),
  answers: {
    200: csvAnswer(columns, "member"),
  },
  refusals: ["organization-not-found", "managers-only"],
});

export const memberParams = z.strictObject({ organizationId, accountId });

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
