import { pairOf } from "../domain/exam/bindable-sitting.ts";
import type { CorrectionReport, ResultReport } from "../domain/exam/center-report.ts";
import { type Entitlement, reportsOf } from "../domain/exam/entitlement.ts";
import type { Shift, Weighed } from "../domain/exam/report.ts";
import { inOrder } from "../domain/exam/report-order.ts";
import type { Result } from "../domain/exam/result.ts";
import { resultsIn } from "../domain/exam/sitting.ts";
import type { Instant } from "../domain/instant.ts";
import { examOf } from "../domain/programme/exam-series.ts";
import { sittingAt, sittingIdFor } from "../store/certificate/sittings.ts";
import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { fill } from "../store/core/fill.ts";
import type { Slot } from "../store/core/slot.ts";
import { resultAt } from "../store/exam/results.ts";
import type { Received } from "./received.ts";
import type { Needs } from "./settlement.ts";

/**
 * The results that change with a report (R16): its own, the corrected one, and those whose report starts or stops to
 * count (R14).
 */
export function resultChanges(
  needs: Needs,
  received: Received,
  entitlement: Entitlement,
  weighed: Weighed,
  now: Instant,
): Change[] {
  const own = ownResults(needs, received, entitlement, weighed);
  return [...written(needs, own, now), ...turnedResultChanges(needs, entitlement, weighed, now)];
}

export function turnedResultChanges(needs: Needs, entitlement: Entitlement, shift: Shift, now: Instant): Change[] {
  return written(needs, turnedResults(needs, entitlement, shift), now);
}

function written(needs: Needs, kept: readonly Kept[], now: Instant): Change[] {
  return kept.map(([ref, result]) => fill(needs.facts, ref, result, now));
}

type Kept = readonly [ref: Ref<Slot<Result>>, result: Result];

function ownResults(needs: Needs, received: Received, entitlement: Entitlement, weighed: Weighed): Kept[] {
  const { report, names } = received;
  if (names.result === undefined) return [];
  const isParked = weighed.parked !== undefined;
  if (report.type === "result.reported") {
    return [[names.result, shownWith(entitlement, resultOf(needs, report, received, weighed), isParked)]];
  }
  const known = names.corrected && needs.get(names.corrected)?.thing;
  if (report.type !== "result.corrected" || names.corrected === undefined || known === undefined) return [];
  const corrected = { ...known, correctedBy: correctionOf(known.resultId, weighed) };
  const correction = shownWith(entitlement, correctionWith(report, corrected, received), isParked);
  // Its correction is written with the results that turn.
  const isTurned = weighed.turned.some(({ reportId }) => reportId === known.reportId);
  return [...(isTurned ? [] : [[names.corrected, corrected] as const]), [names.result, correction]];
}

function resultOf(needs: Needs, { data }: ResultReport, received: Received, weighed: Weighed): Result {
  const { entitlement, report } = weighed;
  const { eligibilityCode: _, examCode: __, registrationId: ___, candidateId: ____, ...told } = data;
  const { provider, receivedAt, reportId } = received;
  const { certification } = entitlement.of;
  const exam = "exam" in report ? report.exam : "";
  const { seriesCode, title } = examOf(certification, exam);
  const about = { provider, reportId, certificationId: certification.certificationId, exam, receivedAt };
  return { ...told, ...about, ...ownedBy(needs, weighed, data), seriesCode, title };
}

/** A pass that counts shows its registration's certificate. A sitting's results get theirs when it is bound. */
function shownWith({ kind, of }: Entitlement, result: Result, isParked: boolean): Result {
  const parked = isParked ? true : undefined;
  if (kind !== "registration") return { ...result, parked };
  if (result.outcome !== "pass" || isParked) {
    return { ...result, parked, certificateId: undefined, earnsNothing: undefined };
  }
  const { earnsNothing } = of;
  return { ...result, parked, certificateId: earnsNothing === undefined ? of.certificateId : undefined, earnsNothing };
}

/** The account and history of a result. A result with a number only gets the sitting's ids from the appointment. */
function ownedBy(needs: Needs, { entitlement, provider, after }: Weighed, data: ResultReport["data"]) {
  if (entitlement.kind === "registration") {
    const { accountId, registrationId } = entitlement.of;
    return { accountId, registrationId, candidateId: data.candidateId };
  }
  const sat = resultsIn(after).find(({ resultId }) => resultId === data.resultId);
  const told = { candidateId: data.candidateId, centerRegistrationId: data.registrationId };
  const pair = pairOf(told) ?? (sat && pairOf(sat));
  const known = entitlement.kind === "self-paid" ? entitlement.of : undefined;
  const sittingId = known?.sittingId ?? (pair && sittingIdFor(provider, pair));
  const sitting = known ?? (sittingId === undefined ? undefined : needs.get(sittingAt(sittingId))?.thing);
  const { candidateId, registrationId = data.confirmationNumber ?? "" } = pair ?? known ?? data;
  const examCode = entitlement.kind === "exam-code" ? entitlement.of.code : undefined;
  return { accountId: sitting?.bound?.accountId, registrationId, candidateId, sittingId, examCode };
}

/** A correction is a result of its own. */
function correctionWith({ data }: CorrectionReport, corrected: Result, { reportId, receivedAt }: Received): Result {
  const { resultId, corrects, outcome, score, reason } = data;
  return { ...corrected, resultId, corrects, outcome, score, reason, receivedAt, reportId, correctedBy: undefined };
}

/** The last correction by time that counts (R14, R16). */
function correctionOf(resultId: string, { entitlement, after }: Shift): string | undefined {
  const counted = inOrder(reportsOf(entitlement)).filter(({ reportId }) => !after.parked.has(reportId));
  const last = counted.findLast((each) => each.type === "corrected" && each.corrects === resultId);
  return last?.type === "corrected" ? last.resultId : undefined;
}

function turnedResults(needs: Needs, entitlement: Entitlement, shift: Shift): Kept[] {
  return shift.turned.flatMap(({ reportId, reason }) => {
    const fact = reportsOf(entitlement).find((each) => each.reportId === reportId);
    if (fact === undefined || !("resultId" in fact)) return [];
    const ref = resultAt(shift.provider, fact.resultId);
    const known = needs.get(ref)?.thing;
    if (known === undefined) return [];
    const result = { ...known, correctedBy: correctionOf(fact.resultId, shift) };
    return [[ref, shownWith(entitlement, result, reason !== undefined)]];
  });
}
