import { drawSortableId, type Random } from "../code.ts";
import { type ExamCode, holderOf } from "../exam/exam-code.ts";
import type { Instant } from "../instant.ts";
import type { CodeMove, LedgerEntry, Replaced } from "./ledger.ts";

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

type When = { readonly now: Instant; readonly random: Random };

export function cancelledEntry(code: ExamCode, by: string, when: When): LedgerEntry {
  return examCodeEntry(code, "cancelled", holderOf(code)?.accountId, by, when);
}

/** A replacement is no further coupon (R23). */
export function replacedEntry(cancelled: ExamCode, code: ExamCode, by: string, { now, random }: When): LedgerEntry {
  const { partnerId, expiresAt, exam, certification } = code;
  const { level, certificationId } = certification;
  const changeId = drawSortableId("bch", random, now);
  const replaced: Replaced = {
    kind: "replaced",
    certificationId,
    exam,
    expiresAt,
    codes: [code.code],
    replaces: cancelled.code,
    accountId: holderOf(code)?.accountId,
  };
  return { changeId, partnerId, at: now, level, quantity: 1, by, ...replaced };
}
