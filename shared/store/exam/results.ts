import * as z from "zod";
import { nothingEarnedReasons } from "../../domain/exam/nothing-earned.ts";
import type { Result } from "../../domain/exam/result.ts";
import { entity, lists } from "../core/entity.ts";
import { dueSlot, type Slot, slotOf } from "../core/slot.ts";
import { onlyShown } from "../core/stored.ts";
import { checkedName } from "./sitting-reports.ts";

const section = () =>
  z.object({
    name: z.string(),
    score: z.number().optional(),
    maximumScore: z.number().optional(),
  });

const resultSchema = () =>
  z.object({
    resultId: z.string(),
    reportId: z.string().optional(),
    provider: z.string(),
    accountId: z.string().optional(),
    registrationId: z.string(),
    sittingId: z.string().optional(),
    candidateId: z.string().optional(),
    delivery: onlyShown(["test-center", "online"]).optional(),
    certificationId: z.string(),
    exam: z.string(),
    seriesCode: z.string().optional(),
    title: z.string().optional(),
    examCode: z.string().optional(),
    outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated"]),
    score: z.number().optional(),
    maximumScore: z.number().optional(),
    passingScore: z.number().optional(),
    sections: z.array(section()).optional(),
    candidate: checkedName().optional(),
    parked: z.boolean().optional(),
    takenAt: z.string(),
    receivedAt: z.string(),
    confirmationNumber: z.string().optional(),
    certificateId: z.string().optional(),
    earnsNothing: onlyShown(nothingEarnedReasons).optional(),
    corrects: z.string().optional(),
    reason: z.string().optional(),
    correctedBy: z.string().optional(),
  });

export const results = entity<Slot<Result>>()({
  kind: "result",
  schema: () => slotOf(resultSchema()),
  owner: ({ thing }) =>
    thing?.accountId === undefined || thing.parked === true
      ? undefined
      : { list: lists.account(thing.accountId), sort: thing.takenAt },
  due: dueSlot,
  listedSince: ({ thing }) => thing?.receivedAt,
});

/** Result identifiers are a provider's own: two providers may use the same one. */
export function resultAt(provider: string, resultId: string) {
  return results.at(`${provider}#${resultId}`);
}
