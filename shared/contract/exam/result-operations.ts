import * as z from "zod";
import { identifier, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { ofCertification, provider } from "../programme-fields.ts";
import { resultAnswer, resultOutcomes } from "./results.ts";

export const listResults = operation({
  id: "listResults",
  method: "GET",
  path: "/v1/results",
  auth: "account",
  tag: "Results and certificates",
  summary: "List my results, newest first",
  query: z.strictObject({
    ...paging,
    ...ofCertification,
    status: z
      .enum(resultOutcomes)
      .optional()
      .meta({ description: "Only of this outcome", examples: ["pass"] }),
  }),
  answers: { 200: { description: "One page of results", schema: page(resultAnswer) } },
});

export const getResult = operation({
  id: "getResult",
  method: "GET",
  path: "/v1/results/{resultId}",
  auth: "account",
  tag: "Results and certificates",
  summary: "Get a result by the test centre's id",
  params: z.strictObject({ resultId: identifier("The test centre's id of the result", "R-1001") }),
  answers: { 200: { description: "The result", schema: resultAnswer } },
  refusals: ["result-not-found"],
});

const outcomes = ["incomplete", "invalidated", "pass", "fail"] as const;

export const endHold = operation({
  id: "endHold",
  method: "POST",
  path: "/v1/results/{resultId}/end-hold",
  auth: "staff",
  tag: "Staff",
  summary: "End the hold on a result",
  description:
    "Has the effect of a correction by the centre. `incomplete` gives the sitting back. Later reports of the centre count by the time at which things happened.",
  params: z.strictObject({ resultId: identifier("The test centre's id of the result", "R-1001") }),
  body: z.strictObject({
    reason: text(500),
    outcome: z.enum(outcomes).default("incomplete"),
    provider: provider.optional(),
  }),
  examples: { "The sitting is given back": { reason: "The centre has closed down" } },
  answers: {
    200: {
      description: "Ended",
      schema: z.object({ outcome: z.enum(outcomes) }).meta({ examples: [{ outcome: "incomplete" }] }),
    },
  },
  refusals: ["result-not-found", "provider-not-named", "result-not-held"],
});
