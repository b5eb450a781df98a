import { type CorrectionReport, hasImpossibleScore, type Result, type ResultReport } from "../domain/center-report.ts";
import { type Entitlement, reportsOf } from "../domain/entitlement.ts";
import { examOf } from "../domain/exam-series.ts";
import type { ParkedReason } from "../domain/parked-reason.ts";
import type { Weighed } from "../domain/report.ts";
import { inOrder } from "../domain/report-order.ts";
import type { SittingReport, Sittings } from "../domain/sitting.ts";
import { sittingIdFor } from "../store/bindings.ts";
import type { Change } from "../store/change.ts";
import { fill } from "../store/fill.ts";
import { resultAt } from "../store/reports.ts";
import type { Needs, Received } from "./settlement.ts";

/** An impossible score, or an id that names another result already; nothing where the result can be kept (R16). */
export function reasonAgainstResult(needs: Needs, { provider, report, reportId }: Received): ParkedReason | undefined {
  if (report.type !== "result.reported" && report.type !== "result.corrected") return undefined;
  const known = needs.get(resultAt(provider, report.data.resultId))?.thing;
  if (known !== undefined && known.reportId !== reportId) return "result-id-of-another-result";
  const { data } = report;
  const corrected = "corrects" in data ? needs.get(resultAt(provider, data.corrects))?.thing : undefined;
  const isImpossible = hasImpossibleScore({ maximumScore: corrected?.maximumScore, ...data });
  return isImpossible ? "score-impossible" : undefined;
}

/** The results that a report brings or changes, as they are kept and shown (R16). */
export function resultChanges(
  needs: Needs,
  received: Received,
  entitlement: Entitlement,
  exam: string,
  { after, turned }: Weighed,
): Change[] {
  const { provider, report, reportId } = received;
  const isParked = after.parked.has(reportId);
  const keep = (result: Result) => fill(needs.facts, resultAt(provider, result.resultId), result, received.receivedAt);
  if (report.type === "result.reported") {
    return [keep(shownWith(entitlement, resultOf(report, received, entitlement, exam), isParked))];
  }
  if (report.type !== "result.corrected") return [];
  const known = needs.get(resultAt(provider, report.data.corrects))?.thing;
  if (known === undefined) return [];
  const by = correctionOf(known.resultId, reportsOf(entitlement), after);
  const corrected = { ...known, correctedBy: by };
  const correction = shownWith(entitlement, correctionWith(report, corrected, received), isParked);
  // One that counts, or counts no more, with its correction is written with the results that turn.
  const isTurned = turned.some((each) => each.reportId === known.reportId);
  return (isTurned ? [correction] : [corrected, correction]).map(keep);
}

function resultOf(
  { data }: ResultReport,
  { provider, receivedAt, reportId }: Received,
  entitlement: Entitlement,
  exam: string,
): Result {
  const { eligibilityCode: _, examCode: __, registrationId: ___, candidateId, ...told } = data;
  const { certification } = entitlement.of;
  const { seriesCode, title } = examOf(certification, exam);
  const about = { provider, reportId, certificationId: certification.certificationId, exam, receivedAt };
  return {
    ...told,
    ...about,
    ...ownedBy(entitlement, provider, data),
    candidateId,
    ...{ seriesCode, title },
  };
}

/**
 * Whether it counts, and its certificate: a pass that counts bears that of its registration. The results of a sitting get
 * theirs when it is bound.
 */
function shownWith({ kind, of }: Entitlement, result: Result, isParked: boolean): Result {
  const parked = isParked ? true : undefined;
  if (kind !== "registration") return { ...result, parked };
  const bears = result.outcome === "pass" && !isParked;
  return { ...result, parked, certificateId: bears ? of.certificateId : undefined };
}

/** The account and the thing in whose history a result stands. */
function ownedBy(entitlement: Entitlement, provider: string, data: ResultReport["data"]) {
  if (entitlement.kind === "registration") {
    const { accountId, registrationId } = entitlement.of;
    return { accountId, registrationId };
  }
  const { candidateId, registrationId = data.confirmationNumber ?? "" } = data;
  const sittingId = candidateId === undefined ? undefined : sittingIdFor(provider, { candidateId, registrationId });
  const examCode = entitlement.kind === "exam-code" ? entitlement.of.code : undefined;
  return { registrationId, sittingId, examCode };
}

/** A correction is shown as a result of its own, beside the one that it corrects. */
function correctionWith({ data }: CorrectionReport, corrected: Result, { reportId, receivedAt }: Received): Result {
  const { resultId, corrects, outcome, score, reason } = data;
  return { ...corrected, resultId, corrects, outcome, score, reason, receivedAt, reportId, correctedBy: undefined };
}

/** The correction of a result that is shown with it: of several that count, the last by when it happened (R14, R16). */
function correctionOf(resultId: string, reports: readonly SittingReport[], { parked }: Sittings): string | undefined {
  const counted = inOrder(reports).filter(({ reportId }) => !parked.has(reportId));
  const last = counted.findLast((each) => each.type === "corrected" && each.corrects === resultId);
  return last?.type === "corrected" ? last.resultId : undefined;
}

/** Results whose report counts no more, or counts again, are hidden or shown with it (R14). */
export function turnedResults(
  needs: Needs,
  { provider, receivedAt }: Received,
  entitlement: Entitlement,
  { turned, after }: Weighed,
): Change[] {
  const facts = reportsOf(entitlement);
  return turned.flatMap(({ reportId, reason }) => {
    const fact = facts.find((each) => each.reportId === reportId);
    if (fact === undefined || !("resultId" in fact)) return [];
    const ref = resultAt(provider, fact.resultId);
    const known = needs.get(ref)?.thing;
    if (known === undefined) return [];
    const result = { ...known, correctedBy: correctionOf(fact.resultId, facts, after) };
    return [fill(needs.facts, ref, shownWith(entitlement, result, reason !== undefined), receivedAt)];
  });
}
