import * as z from "zod";
import type { Result } from "../../domain/exam/result.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId, earnsNothing, exam } from "../programme-fields.ts";

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
