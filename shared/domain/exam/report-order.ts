import type { Absence, CorrectionFact, Outcome, ResultFact, SittingReport } from "./sitting.ts";

/** The order in which things happened. At one instant: bookings that end then, their ends, then bookings that start. */
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

/** A cancellation with a new number names the appointment by the former one. */
export function withdrawnNumber(report: Absence): string {
  return report.type === "cancelled"
    ? (report.previousConfirmationNumber ?? report.confirmationNumber)
    : report.confirmationNumber;
}

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

/** The last correction by time decides, whether it names the result or a correction (R16). `reports` are in order. */
export function finalOutcomes(reports: readonly SittingReport[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const named = resultsById(reports);
  for (const report of reports) if (report.type === "result") outcomes.set(report.resultId, report.outcome);
  for (const report of reports) {
    if (report.type !== "corrected") continue;
    const root = correctedResult(report, named);
    if (root !== undefined) outcomes.set(root, report.outcome);
  }
  return outcomes;
}

type Results = ReadonlyMap<string, ResultFact | CorrectionFact>;

/** Results and corrections by what a correction may name. Of several with one id, the first of `reports` counts. */
export function resultsById(reports: readonly SittingReport[]): Results {
  const found = new Map<string, ResultFact | CorrectionFact>();
  for (const report of reports)
    if ("resultId" in report && !found.has(report.resultId)) found.set(report.resultId, report);
  return found;
}

/** The id of the result that a correction changes, also through other corrections. Undefined if there is none. */
export function correctedResult(correction: CorrectionFact, results: Results): string | undefined {
  let named: string = correction.corrects;
  for (let steps = 0; steps <= results.size; steps += 1) {
    const found = results.get(named);
    if (found === undefined) return undefined;
    if (found.type === "result") return found.resultId;
    named = found.corrects;
  }
  return undefined;
}

/** No-shows that a later report excuses or cancels (R15). `reports` are in order. */
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
