import type { Absence, CorrectionFact, Outcome, SittingReport } from "./sitting.ts";

/**
 * The order in which things happened. Of what is said to have happened at one moment, first come the bookings that end
 * at that moment, then their ends, then the bookings that stand after it.
 */
export function inOrder<R extends SittingReport>(reports: readonly R[]): R[] {
  const ends = new Set(reports.flatMap((each) => endedBy(each).map((number) => `${each.occurredAt} ${number}`)));
  const rank = (report: SittingReport) => {
    if (report.type === "booked") return ends.has(`${report.occurredAt} ${report.confirmationNumber}`) ? 0 : 5;
    return { rescheduled: 1, cancelled: 2, "no-show": 3, result: 4, corrected: 6, closed: 7 }[report.type];
  };
  return [...reports].sort((one, other) => {
    if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt ? -1 : 1;
    return rank(one) - rank(other) || (one.reportId < other.reportId ? -1 : 1);
  });
}

/** A cancellation may give a new number: the one before it names the appointment. */
export function withdrawnNumber(report: Absence): string {
  return report.type === "cancelled"
    ? (report.previousConfirmationNumber ?? report.confirmationNumber)
    : report.confirmationNumber;
}

/** The number whose booking a report ends. */
function endedBy(report: SittingReport): string[] {
  switch (report.type) {
    case "cancelled":
    case "no-show":
      return [withdrawnNumber(report)];
    case "rescheduled":
      return report.previousConfirmationNumber === undefined ? [] : [report.previousConfirmationNumber];
    case "result":
      return report.confirmationNumber === undefined ? [] : [report.confirmationNumber];
    default:
      return [];
  }
}

/**
 * The outcome of each result after all corrections: of several, the last one by when it happened counts, whether it
 * names the result or another correction of it (R16). `reports` are in order.
 */
export function finalOutcomes(reports: readonly SittingReport[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const report of reports) if (report.type === "result") outcomes.set(report.resultId, report.outcome);
  for (const report of reports) {
    if (report.type !== "corrected") continue;
    const root = correctedResult(report, reports);
    if (root !== undefined) outcomes.set(root, report.outcome);
  }
  return outcomes;
}

/** The result at the end of a chain of corrections; nothing if the set does not hold it. */
export function correctedResult(correction: CorrectionFact, reports: readonly SittingReport[]): string | undefined {
  let named: string = correction.corrects;
  for (let steps = 0; steps <= reports.length; steps += 1) {
    const found = reports.find((each) => "resultId" in each && each.resultId === named);
    if (found === undefined) return undefined;
    if (found.type === "result") return found.resultId;
    if (found.type === "corrected") named = found.corrects;
  }
  return undefined;
}

/** The no-shows that a later word about the same number takes back: excused, or cancelled (R15). `reports` are in order. */
export function takenBack(reports: readonly SittingReport[]): Set<string> {
  const numbers = new Set<string>();
  const found = new Set<string>();
  for (const report of reports.toReversed()) {
    if (report.type !== "cancelled" && report.type !== "no-show") continue;
    const number = withdrawnNumber(report);
    if (report.type === "cancelled" || !report.usesUp) numbers.add(number);
    else if (numbers.has(number)) found.add(report.reportId);
    else numbers.delete(number);
  }
  return found;
}
