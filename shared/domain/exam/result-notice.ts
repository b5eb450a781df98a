import { reportsOf } from "./entitlement.ts";
import type { Shift } from "./report.ts";
import { correctedResult, resultsById } from "./report-order.ts";
import { type Outcome, resultsIn, type SittingReport, type Sittings } from "./sitting.ts";

/** A result as an e-mail tells it. */
export type ToldResult = {
  readonly exam: string;
  readonly outcome: Exclude<Outcome, "no-show">;
  /** An earlier e-mail told another outcome. */
  readonly isCorrection: boolean;
};

/**
 * The results to tell after a report or decision: its own, and those that start or stop to count with it (R14, R16). One
 * that stops to count is told as invalidated. Each states the present outcome, so the last e-mail is right in any order
 * of reports. A held result that a later one replaced is not told.
 */
export function resultsToTell({ report, before, after, turned, entitlement }: Shift): ToldResult[] {
  const reports = reportsOf(entitlement);
  const counts = report !== undefined && !after.parked.has(report.reportId);
  const own = counts ? resultIdOf(report, reports) : undefined;
  const turnedIds = new Set(turned.map(({ reportId }) => reportId));
  return reports.flatMap((each): ToldResult[] => {
    if (each.type !== "result") return [];
    const { exam, resultId, reportId } = each;
    const [was, is] = [outcomeIn(before, resultId), outcomeIn(after, resultId)];
    if (resultId === own) {
      return is === undefined ? [] : [{ exam, outcome: is, isCorrection: report?.type === "corrected" }];
    }
    if (!turnedIds.has(reportId) || was === is) return [];
    return [{ exam, outcome: is ?? "invalidated", isCorrection: was !== undefined }];
  });
}

/** The result that a report brings or corrects. */
function resultIdOf(report: SittingReport, reports: readonly SittingReport[]): string | undefined {
  if (report.type === "result") return report.resultId;
  return report.type === "corrected" ? correctedResult(report, resultsById(reports)) : undefined;
}

function outcomeIn(sittings: Sittings, resultId: string): ToldResult["outcome"] | undefined {
  const outcome = resultsIn(sittings).find((each) => each.resultId === resultId)?.outcome;
  return outcome === "no-show" ? undefined : outcome;
}
