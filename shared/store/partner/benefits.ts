import type { ExamCode } from "../../domain/exam/exam-code.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import type { Cost } from "../core/cost.ts";
import { lists } from "../core/entity.ts";
import { allOf, listOwned, type Part } from "../core/list.ts";
import type { Position } from "../core/query.ts";
import { examCodes } from "../exam/exam-codes.ts";

const readAtOnce = 1_000;

/** Newest first. The index may lag. */
export function readExamCodes(
  { partnerId }: Partner,
  keep: NonNullable<Part<ExamCode>["keep"]>,
  cost: Cost,
): Promise<ExamCode[]> {
  const part = (after: Position | undefined) => ({ limit: readAtOnce, after, keep });
  return allOf((after) => listOwned(examCodes, lists.partner(partnerId), part(after), cost));
}
