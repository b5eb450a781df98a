import { type BindableSitting, outcomeOf } from "../domain/exam/bindable-sitting.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import type { ParkedReason } from "../domain/exam/parked-reason.ts";
import { hasImpossibleScore } from "../domain/exam/result.ts";
import { wayTo } from "./appointment-changes.ts";
import type { Received } from "./received.ts";
import type { Needs } from "./settlement.ts";

/** Staff may overrule a score, and a number of a former booking. */
export function mayBeOverruled({ facts }: Needs, { report, number }: Received, never: ParkedReason): boolean {
  if (never === "score-impossible") return true;
  if (never !== "confirmation-number-of-another-entitlement") return false;
  const isFree = number !== undefined && facts.known(number)?.thing?.appointment?.state === "closed";
  return report.type === "result.reported" || isFree;
}

/** An impossible score, or a reused result id (R16). */
export function reasonAgainstResult(needs: Needs, { report, reportId, names }: Received): ParkedReason | undefined {
  if (names.result === undefined) return undefined;
  const known = needs.get(names.result)?.thing;
  if (known !== undefined && known.reportId !== reportId) return "result-id-of-another-result";
  const corrected = names.corrected && needs.get(names.corrected)?.thing;
  const isImpossible = hasImpossibleScore({ maximumScore: corrected?.maximumScore, ...report.data });
  return isImpossible ? "score-impossible" : undefined;
}

/** A number or ids that belong to another entitlement. */
export function isOfAnother(
  { facts }: Needs,
  { names, number }: Received,
  entitlement: Entitlement,
): ParkedReason | undefined {
  const sitting = names.sitting && facts.known(names.sitting)?.thing;
  if (sitting !== undefined && !isPaidBy(sitting, entitlement)) {
    if (outcomeOf(sitting) !== undefined || sitting.bound !== undefined) return "sitting-has-its-result";
    // A code would take the ids over, and the self-paid booking would be lost.
    if (sitting.examCode === undefined) return "exam-differs";
  }
  const taken = number && facts.known(number)?.thing;
  // A number of a booking that does not count is free, because the centre may have named a wrong code.
  if (taken?.appointment === undefined) return undefined;
  const { registrationId, examCode, sittingId } = wayTo(entitlement);
  const isOwn = taken.registrationId === registrationId && taken.examCode === examCode && taken.sittingId === sittingId;
  // A code takes over the sitting that is named with it.
  const isAdopted = examCode !== undefined && taken.sittingId !== undefined && taken.sittingId === sitting?.sittingId;
  return isOwn || isAdopted ? undefined : "confirmation-number-of-another-entitlement";
}

/** If the code pays for the sitting's exam. */
function isPaidBy(sitting: BindableSitting, { kind, of }: Entitlement): boolean {
  if (kind !== "exam-code") return true;
  const { examCode } = sitting;
  return examCode === undefined ? isOfExam(sitting, of) : examCode === of.code;
}

export function isOfExam(sitting: BindableSitting, { certification, exam }: ExamCode): boolean {
  return sitting.certification.certificationId === certification.certificationId && sitting.exam === exam;
}
