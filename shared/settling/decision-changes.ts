import { type Entitlement, reportsOf } from "../domain/exam/entitlement.ts";
import { shifted } from "../domain/exam/report.ts";
import type { Notification } from "../domain/history/notification.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import type { Change } from "../store/core/change.ts";
import { reports } from "../store/exam/reports.ts";
import { appointmentChanges } from "./appointment-changes.ts";
import { turnedResultChanges } from "./kept-results.ts";
import { consequences, turnedReports } from "./settle-report.ts";
import type { Needs, Settling } from "./settlement.ts";

type Decider = { readonly by: string; readonly provider: string };

/** The consequences of a decision of staff, like those of a report (R36). The entitlement's own change comes first. */
export function decisionChanges(
  needs: Needs,
  before: Entitlement,
  after: Entitlement,
  decider: Decider,
  settling: Settling,
): {
  readonly changes: readonly Change[];
  readonly notifications: readonly Notification[];
  readonly after: Entitlement;
} {
  const shift = shifted(before, after, decider);
  const { entitlement, changes, notifications } = consequences(needs, before, shift, settling);
  return {
    after: entitlement,
    notifications,
    changes: [
      ...changes,
      ...appointmentChanges(needs, entitlement, shift, settling.now),
      ...turnedResultChanges(needs, entitlement, shift, settling.now),
      ...turnedReports(needs, shift),
    ],
  };
}

/** The provider of the last report, which owns the numbers and result ids. */
export function providerOf(needs: Needs, entitlement: Entitlement): string {
  const kept = reportsOf(entitlement).filter(({ type }) => type !== "closed");
  const last = kept.at(-1);
  const report = last && needs.get(reports.at(last.reportId));
  return report?.provider ?? programme.providers[0]?.provider ?? "";
}
