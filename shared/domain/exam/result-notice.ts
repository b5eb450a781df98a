import type { Instant } from "../instant.ts";
import { type Entitlement, reportsOf } from "./entitlement.ts";
import type { Shift } from "./report.ts";
import { correctedResult, resultsById } from "./report-order.ts";
import { type Outcome, resultsIn, type SittingReport, type Sittings } from "./sitting.ts";

/** The outcome of an exam, as an e-mail tells it. */
export type ToldResult = {
  readonly exam: string;
  readonly outcome: Exclude<Outcome, "no-show">;
  /** An earlier e-mail may have told another outcome. */
  readonly isCorrection: boolean;
};

/**
 * The exams to tell of after a report or decision (R14, R16): each whose outcome changed, whatever changed it, and that of a
 * new result or correction with this outcome. An e-mail tells the present outcome, so the last one is right in any order of
 * reports. An exam without a result that counts is told as invalidated. A pass elsewhere counts (R10).
 */
export function resultsToTell({ report, before, after, entitlement }: Shift): ToldResult[] {
  const reports = reportsOf(entitlement);
  const own = report === undefined || after.parked.has(report.reportId) ? undefined : resultIdOf(report, reports);
  const exams = Map.groupBy(reports.flatMap(resultOf), ({ exam }) => exam);
  return [...exams].flatMap(([exam, results]): ToldResult[] => {
    const ids = new Set(results.map(({ resultId }) => resultId));
    const passed = isPassedElsewhere(entitlement, exam) ? "pass" : undefined;
    const [was, is] = [passed ?? outcomeIn(before, ids), passed ?? outcomeIn(after, ids)];
    const isOwn = is !== undefined && own !== undefined && ids.has(own) && is === outcomeIn(after, new Set([own]));
    if (was === is && !isOwn) return [];
    const isCorrection = isOwn ? report?.type === "corrected" : was !== undefined;
    return [{ exam, outcome: is ?? "invalidated", isCorrection }];
  });
}

/** The outcome that stands of several sittings of an exam: a pass, or else a held result, or else the last one. */
export function standingOutcome<O extends Outcome>(
  sat: readonly { readonly outcome: O; readonly at: Instant }[],
): O | undefined {
  const [last] = sat.toSorted((one, other) => (one.at < other.at ? -1 : 1)).slice(-1);
  const first = (wanted: Outcome) => sat.find(({ outcome }) => outcome === wanted);
  return (first("pass") ?? first("held") ?? last)?.outcome;
}

function resultOf(report: SittingReport) {
  return report.type === "result" ? [report] : [];
}

function isPassedElsewhere({ kind, of }: Entitlement, exam: string): boolean {
  return kind === "registration" && (of.passedElsewhere ?? []).some((each) => each.exam === exam);
}

/** The result that a report brings or corrects. */
function resultIdOf(report: SittingReport, reports: readonly SittingReport[]): string | undefined {
  if (report.type === "result") return report.resultId;
  return report.type === "corrected" ? correctedResult(report, resultsById(reports)) : undefined;
}

function outcomeIn(sittings: Sittings, results: ReadonlySet<string | undefined>): ToldResult["outcome"] | undefined {
  const outcome = standingOutcome(resultsIn(sittings).filter(({ resultId }) => results.has(resultId)));
  return outcome === "no-show" ? undefined : outcome;
}
