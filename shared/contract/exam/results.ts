import * as z from "zod";
import type { Result } from "../../domain/exam/center-report.ts";
import { example } from "../examples.ts";
import {
  certificationId,
  earnsNothing,
  exam,
  identifier,
  instant,
  ofCertification,
  page,
  paging,
  provider,
  text,
} from "../fields.ts";
import { operation } from "../operation.ts";

export const resultOutcomes = ["pass", "fail", "incomplete", "held", "invalidated"] as const;

export const resultAnswer = z
  .object({
    resultId: z.string(),
    provider: z.string(),
    registrationId: z.string(),
    candidateId: z.string().optional(),
    delivery: z.enum(["test-center", "online"]).optional(),
    certificationId,
    exam,
    seriesCode: z.string().optional(),
    title: z.string().optional(),
    examCode: z.string().optional(),
    outcome: z.enum(resultOutcomes),
    score: z.number().optional(),
    maximumScore: z.number().optional(),
    passingScore: z.number().optional(),
    sections: z
      .array(z.object({ name: z.string(), score: z.number().optional(), maximumScore: z.number().optional() }))
      .optional(),
    candidate: z
      .object({ givenName: z.string().optional(), familyName: z.string().optional() })
      .optional()
      .meta({ description: "The name as the centre checked it" }),
    takenAt: instant,
    receivedAt: instant,
    confirmationNumber: z.string().optional(),
    certificateId: z.string().optional(),
    earnsNothing: earnsNothing.optional(),
    corrects: z.string().optional(),
    reason: z.string().optional(),
    correctedBy: z.string().optional(),
  })
  .meta({
    id: "Result",
    examples: [
      {
        resultId: "R-1001",
        provider: example.provider,
        registrationId: "reg_0f1e2d3c4b5a69788796",
        certificationId: example.certificationId,
        exam: example.exam,
        seriesCode: example.seriesCode,
        title: `${example.title}, ${example.exam} exam`,
        outcome: "pass",
        score: 82,
        maximumScore: 100,
        takenAt: "2026-12-02T10:00:00.000Z",
        receivedAt: "2026-12-02T15:00:10.000Z",
        confirmationNumber: example.secondNumber,
        certificateId: "crt_0f1e2d3c4b5a69788796",
      },
    ],
  });

/** A result as its candidate and staff see it. */
export function resultView({ accountId: _, sittingId: __, reportId: ___, parked: ____, ...facts }: Result) {
  return facts;
}

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
