import { type Entitlement, reportsOf, termsOf } from "../domain/exam/entitlement.ts";
import { concernedBy } from "../domain/exam/exam-work.ts";
import { type Shift, weigh, weighAccepted } from "../domain/exam/report.ts";
import { isSame } from "../domain/exam/same-sittings.ts";
import { sittingReport } from "../domain/exam/sitting-report.ts";
import { sittingsOf } from "../domain/exam/unfolding.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Facts } from "../store/core/facts.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { reports } from "../store/exam/reports.ts";
import { appointmentChanges } from "./appointment-changes.ts";
import { resultChanges } from "./kept-results.ts";
import type { Received } from "./received.ts";
import { settleRegistration } from "./registration-changes.ts";
import { type Consequences, Needs, type Settlement, type Settling } from "./settlement.ts";
import { settleSittings } from "./sitting-changes.ts";
import { type Acceptance, subjectOf } from "./subject.ts";

/**
 * Decides on a report (R12–R18): it counts with all consequences, it is parked, or it waits. The same for every
 * provider, for new and waiting reports. `acceptance`: staff let it count (R36).
 */
export function settle(facts: Facts, received: Received, settling: Settling, acceptance?: Acceptance): Settlement {
  const needs = new Needs(facts);
  const settlement = settleOn(needs, received, settling, acceptance);
  const { missing } = needs;
  return missing.length > 0 ? { fate: "unread", missing } : settlement;
}

const neverCounts = { fate: "parked", changes: [], notifications: [] } as const;

function settleOn(
  needs: Needs,
  received: Received,
  settling: Settling,
  acceptance: Acceptance | undefined,
): Settlement {
  const subject = subjectOf(needs, received, acceptance);
  if ("waitsFor" in subject) return { fate: "unmatched", waitsFor: subject.waitsFor };
  if ("never" in subject) {
    return { ...neverCounts, reason: subject.never, concerns: concernedBy(subject.entitlement) };
  }
  const { provider, report, reportId, receivedAt, number } = received;
  const fact = sittingReport(report, reportId, subject.entitlement, subject.exam);
  const weighing = acceptance === undefined ? weigh : weighAccepted;
  const added = weighing(subject.entitlement, fact, provider, receivedAt);
  const concerns = concernedBy(subject.entitlement);
  if ("never" in added) {
    // A number of another entitlement is the reason that goes first. A report that counts finds it when it is written.
    if (number !== undefined) needs.get(number);
    return { ...neverCounts, reason: added.never, concerns };
  }

  const stored = asStored(needs, subject.entitlement);
  const weighed = { ...added, before: sittingsOf(reportsOf(stored), termsOf(stored)) };
  const { entitlement, changes: first, notifications } = consequences(needs, stored, weighed, settling);
  const changes = [
    ...first,
    ...appointmentChanges(needs, entitlement, weighed, settling.now),
    ...resultChanges(needs, received, entitlement, weighed, settling.now),
    ...turnedReports(needs, weighed),
  ];
  if (weighed.parked !== undefined) return { fate: "parked", reason: weighed.parked, changes, notifications, concerns };
  const { type, occurredAt, data } = report;
  const isSeen = "resultId" in fact || !isSame(stored.kind, weighed.before, weighed.after);
  return {
    fate: "counts",
    isNews: isSeen || notifications.length > 0,
    changes,
    event: {
      type: type === "result.reported" ? "result.accepted" : type,
      data: { occurredAt, ...data },
      notifications,
    },
  };
}

/** Taking over a sitting's reports is a change, too. */
function asStored({ facts }: Needs, entitlement: Entitlement): Entitlement {
  const of = entitlement.kind === "exam-code" ? facts.known(examCodes.at(entitlement.of.code)) : undefined;
  return of === undefined ? entitlement : { kind: "exam-code", of };
}

export function consequences(needs: Needs, before: Entitlement, shift: Shift, settling: Settling): Consequences {
  return before.kind === "registration"
    ? settleRegistration(needs, before.of, shift, settling)
    : settleSittings(needs, before, shift, settling);
}

/** Reports that start or stop to count (R14). Closed ones stay closed. */
export function turnedReports(needs: Needs, { turned, entitlement }: Shift): Change[] {
  const concerns = concernedBy(entitlement);
  return turned.flatMap(({ reportId, reason }) => {
    const ref = reports.at(reportId);
    const kept = needs.get(ref);
    if (kept === undefined || kept.status === "closed") return [];
    const status = reason === undefined ? "applied" : "parked";
    return [put(ref, { ...kept, status, reason, concerns, nextTryAt: undefined })];
  });
}
