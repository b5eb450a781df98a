import type { ExamCode } from "../domain/exam-code.ts";
import type { Instant } from "../domain/instant.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import { countsOf, type Partner } from "../domain/partner.ts";
import type { Cost } from "./cost.ts";
import { lists } from "./entity.ts";
import { examCodes } from "./exam-codes.ts";
import { allOf, listOwned, listParts, type Part, type Position } from "./list.ts";
import { counted, ledger, partnerAt } from "./partners.ts";

const readAtOnce = 1_000;

/** All entries of a partner's coupon account, consistently, newest first. */
export function readLedger({ partnerId }: Partner, cost: Cost): Promise<LedgerEntry[]> {
  return allOf((after) => listParts(ledger, partnerAt(partnerId).key, { limit: readAtOnce, after }, cost));
}

/** All exam codes of a partner that are wanted, newest first; from an index, so what is just issued may be missing. */
export function readExamCodes(
  { partnerId }: Partner,
  keep: NonNullable<Part<ExamCode>["keep"]>,
  cost: Cost,
): Promise<ExamCode[]> {
  const part = (after: Position | undefined) => ({ limit: readAtOnce, after, keep });
  return allOf((after) => listOwned(examCodes, lists.partner(partnerId), part(after), cost));
}

/**
 * How many certificates of each level are valid at `now` (R29): those that stand, less the few whose end has come and is
 * not recorded yet. They stand by their ends, so no others are read.
 */
export async function readValid(partner: Partner, now: Instant, cost: Cost): Promise<(level: string) => number> {
  const { key } = partnerAt(partner.partnerId);
  const part = (after: Position | undefined) => ({ limit: readAtOnce, after, ascending: true, to: `${now}#` });
  const ended = await allOf((after) => listParts(counted, key, part(after), cost));
  return (level) => countsOf(partner, level).standing - ended.filter((each) => each.level === level).length;
}
