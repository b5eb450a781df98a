import { reportBody } from "../contract/exam/center-reports.ts";
import type { Report } from "../domain/exam/center-report.ts";
import { nextTryAt } from "../domain/exam/report-retry.ts";
import type { Instant } from "../domain/instant.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { dueSlot, type Slot } from "../store/core/slot.ts";
import { type Decided, transact } from "../store/core/transact.ts";
import { reports } from "../store/exam/reports.ts";
import { type Received, receivedReport } from "./received.ts";
import { settle } from "./settle-report.ts";
import type { Moved, Run, Settling } from "./settlement.ts";

/**
 * Tries a waiting report (R17): it is applied, waits longer, or is parked after 3 days. Does nothing for others.
 * Answers the slots that became due. `looked` avoids another read.
 */
export async function tryReport(
  reportId: string,
  run: Run,
  looked = new Facts(),
): Promise<readonly Ref<Slot<unknown>>[]> {
  const ref = reports.at(reportId);
  if (!looked.has(ref)) await read(looked, [ref], run.cost);
  const facts = new Facts();
  facts.learn(ref.key, looked.item(ref.key));
  const kept = facts.get(ref);
  if (kept === undefined) return [];
  let dueBefore: readonly Ref<unknown>[] = [];
  const work = {
    reads: [ref],
    follow: () => missingAgain(facts, facts.get(ref), run),
    decide: () => {
      const next = nextOf(facts, ref, run);
      dueBefore = next === undefined ? [] : dueSlots(facts, next.changes);
      return next;
    },
  };
  const next = await transact(facts, work, { ...run, actor: { kind: "provider", id: kept.provider } });
  return next === undefined ? [] : dueSlots(facts, next.changes).filter((slot) => !dueBefore.includes(slot));
}

export function dueSlots(facts: Facts, changes: readonly Change[]): Ref<Slot<unknown>>[] {
  return changes.flatMap(({ slot }) => {
    const found = slot && facts.known(slot);
    return slot !== undefined && found !== undefined && dueSlot(found) !== undefined ? [slot] : [];
  });
}

function missingAgain(facts: Facts, kept: Report | undefined, run: Settling): readonly Ref<unknown>[] {
  if (kept === undefined || !isTried(kept, run.now)) return [];
  const received = receivedAs(kept);
  const unread = facts.missing(...Object.values(received.names));
  return unread.length > 0 ? unread : missingFor(facts, received, run);
}

/** The things to read before a report is settled, step by step. */
export function missingFor(facts: Facts, received: Received, settling: Settling): readonly Ref<unknown>[] {
  const settlement = settle(facts, received, settling);
  return settlement.fate === "unread" ? settlement.missing : [];
}

function isTried({ status, retryUntil = "" }: Report, now: Instant): boolean {
  return status === "waiting" && now < retryUntil;
}

/** Throws for an unknown type. */
export function receivedAs({ provider, reportId, receivedAt, type, occurredAt, data }: Report): Received {
  const report = reportBody.parse({ type, occurredAt, data });
  return receivedReport({ provider, reportId, receivedAt, report });
}

function nextOf(facts: Facts, ref: Ref<Report>, { now, random }: Settling): Decided | undefined {
  const kept = facts.get(ref);
  if (kept?.status !== "waiting") return undefined;
  if (!isTried(kept, now)) return parked(ref, kept, "not-matched-in-time");
  const settlement = settle(facts, receivedAs(kept), { now, random });
  if (settlement.fate === "unread") throw new Error("a report is settled on all that it needs");
  if (settlement.fate === "parked") {
    return parked(ref, { ...kept, concerns: settlement.concerns }, settlement.reason, settlement);
  }
  if (settlement.fate === "unmatched") {
    const { reportId, tries = 0, retryUntil = now } = kept;
    const again = { ...kept, tries: tries + 1, nextTryAt: nextTryAt(reportId, tries + 1, now, retryUntil) };
    return { changes: [put(ref, again)], event: { type: "report.waiting", data: { tries: tries + 1 } } };
  }
  const { changes, event } = settlement;
  return {
    changes: [...changes, put(ref, { ...kept, status: "applied", reason: undefined, nextTryAt: undefined })],
    event,
  };
}

function parked(ref: Ref<Report>, kept: Report, reason: string, more?: Moved): Decided {
  const { changes = [], notifications = [] } = more ?? {};
  const report: Report = { ...kept, status: "parked", reason, nextTryAt: undefined };
  return { changes: [put(ref, report), ...changes], event: { type: "report.parked", data: { reason }, notifications } };
}
