import { drawSortableId, type Random } from "../code.ts";
import { type ExamCode, examCodeStatus, holderOf, returned } from "../exam/exam-code.ts";
import type { Instant } from "../instant.ts";
import type { LedgerEntry } from "./ledger.ts";

export type Returned = { readonly codes: readonly ExamCode[]; readonly entries: readonly LedgerEntry[] };

/** Randomness is an argument (R31). */
export type Returning = { readonly by: string; readonly now: Instant; readonly random: Random };

/** Returns the unused codes of a leaving member (R25). Used and expired ones stay. */
export function returnUnused(codes: readonly ExamCode[], accountId: string, { by, now, random }: Returning): Returned {
  const unused = codes.filter(
    (code) => examCodeStatus(code, now) === "assigned" && holderOf(code)?.accountId === accountId,
  );
  const byLevel = Map.groupBy(unused, ({ partnerId, certification: { level } }) => `${partnerId} ${level}`);
  const entries = [...byLevel.values()].flatMap((same): LedgerEntry[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { partnerId, certification } = first;
    const entry = { changeId: drawSortableId("bch", random, now), partnerId, at: now, by, accountId };
    const moved = { level: certification.level, quantity: same.length, codes: same.map(({ code }) => code) };
    return [{ ...entry, ...moved, kind: "returned" }];
  });
  return { codes: unused.map((code) => returned(code, now)), entries };
}
