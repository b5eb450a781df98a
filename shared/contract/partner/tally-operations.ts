import * as z from "zod";
import { csvAnswer, inFiles, maximumLines } from "../csv-file.ts";
import { example } from "../examples.ts";
import { identifier, page, paging, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";
import { level } from "../programme-fields.ts";
import { columns, countedAnswer, explained } from "./tally.ts";

const params = z.strictObject({ partnerId });

/** For managers, the main account and staff. */
const guarded = ["partner-not-found", "managers-only"] as const;

export const getTally = operation({
  id: "getTally",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally",
  auth: "account",
  tag: "Partner tally",
  summary: "Count the valid certificates of a partner",
  params,
  answers: {
    200: {
      description: "For each level: those that are valid now, and all that ever counted",
      schema: z.object({ levels: z.record(z.string(), z.object({ valid: z.int(), counted: z.int() })) }).meta({
        id: "Tally",
        examples: [{ levels: { [example.level]: { valid: 3, counted: 5 } } }],
      }),
    },
  },
  refusals: guarded,
});

export const listTallyCertificates = operation({
  id: "listTallyCertificates",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally/certificates",
  auth: "account",
  tag: "Partner tally",
  summary: "List a partner's counted certificates, the next to end first",
  params,
  query: z.strictObject({
    ...paging,
    level: level.optional().meta({ description: "Only of this level", examples: [example.level] }),
  }),
  answers: { 200: { description: "One page of certificates", schema: page(countedAnswer) } },
  refusals: guarded,
});

export const getTallyCsv = operation({
  id: "getTallyCsv",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally.csv",
  auth: "account",
  tag: "Partner tally",
  summary: "Download a partner's counted certificates as CSV, the next to end first",
  description: `${inFiles(maximumLines)} A cell that a spreadsheet would run as a formula begins with an apostrophe.`,
  params,
  query: z.strictObject({ cursor: paging.cursor }),
  answers: {
    200: csvAnswer(columns, "certificate"),
  },
  refusals: guarded,
});

export const explainAccount = operation({
  id: "explainAccount",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally/accounts/{accountId}",
  auth: "account",
  tag: "Partner tally",
  summary: "Explain which certificates of an account count for a partner",
  description: "For members, all their certificates. For others, only those that were counted here.",
  params: z.strictObject({ partnerId, accountId: identifier("An account", "account-1") }),
  answers: {
    200: {
      description: "The account's certificates",
      schema: z.object({ accountId: z.string(), member: z.boolean(), certificates: z.array(explained) }).meta({
        id: "ExplainedAccount",
        examples: [
          {
            accountId: "ana-466654521",
            member: true,
            certificates: [
              {
                certificateId: "crt_0f1e2d3c4b5a69788796",
                certificationId: example.certificationId,
                level: example.level,
                status: "claimable",
                counts: false,
                reason: "not-claimed",
              },
            ],
          },
        ],
      }),
    },
  },
  refusals: ["partner-not-found", "member-not-found", "managers-only"],
});
