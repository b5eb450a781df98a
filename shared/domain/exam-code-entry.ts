import { drawSortableId, type Random } from "./code.ts";
import type { ExamCode } from "./exam-code.ts";
import type { Instant } from "./instant.ts";
import type { CodeMove, LedgerEntry } from "./ledger.ts";

/** The ledger's entry of what became of one exam code: given to an account, back from it, used or expired there. */
export function examCodeEntry(
  { code, partnerId, certification: { level } }: ExamCode,
  kind: CodeMove["kind"],
  accountId: string | undefined,
  by: string,
  { now, random }: { readonly now: Instant; readonly random: Random },
): LedgerEntry {
  const changeId = drawSortableId("bch", random, now);
  return { changeId, partnerId, at: now, level, quantity: 1, by, kind, codes: [code], accountId };
}
