import { reportBody } from "../contract/test-centers.ts";
import type { Report } from "../domain/center-report.ts";
import type { Instant } from "../domain/instant.ts";
import { nextTryAt } from "../domain/report.ts";
import { type Change, put } from "../store/change.ts";
import type { Ref } from "../store/entity.ts";
import { Facts } from "../store/facts.ts";
import { lookUpFor } from "../store/matching.ts";
import { read } from "../store/read.ts";
import { reports } from "../store/reports.ts";
import { type Slot, settled } from "../store/slot.ts";
import { type Decided, transact } from "../store/transact.ts";
import type { JobRun } from "./job.ts";
import { settleBindings } from "./settle-bindings.ts";
import { missingFor, settle } from "./settle-report.ts";
import type { Received, Settling } from "./settlement.ts";

/**
 * Tries a report that waits once more (R17): applies it, leaves it waiting with a longer pause, or parks it once 3 days
 * have passed since its receipt. Does nothing for one that does not wait any more.
 */
export async function retryReport(reportId: string, run: Omit<JobRun, "hasTime">): Promise<void> {
  const ref = reports.at(reportId);
  const facts = new Facts();
  await read(facts, [ref], run.cost);
  const kept = facts.get(ref);
  if (kept === undefined) return;
  const work = {
    reads: [ref],
    follow: () => missingAgain(facts, facts.get(ref), run.now),
    decide: () => nextOf(facts, ref, run),
  };
  const next = await transact(facts, work, { ...run, actor: { kind: "provider", id: kept.provider } });
  if (next !== undefined) await releaseWaiting(facts, next.changes, run);
}

/** What must still be read of a report that waits, as if it had just come. */
function missingAgain(facts: Facts, kept: Report | undefined, now: Instant): readonly Ref<unknown>[] {
  if (kept === undefined || !isTried(kept, now)) return [];
  const received = receivedAs(kept);
  const unread = facts.missing(...Object.values(lookUpFor(received.provider, received.report)));
  return unread.length > 0 ? unread : missingFor(facts, received);
}

function isTried({ status, retryUntil = "" }: Report, now: Instant): boolean {
  return status === "waiting" && now < retryUntil;
}

function receivedAs({ provider, reportId, type, occurredAt, data }: Report): Received {
  return { provider, reportId, report: reportBody.parse({ type, occurredAt, data }) };
}

function nextOf(facts: Facts, ref: Ref<Report>, { now, random }: Settling): Decided | undefined {
  const kept = facts.get(ref);
  if (kept?.status !== "waiting") return undefined;
  if (!isTried(kept, now)) return parked(ref, kept, "not-matched-in-time");
  const settlement = settle(facts, receivedAs(kept), { now, random });
  if (settlement.fate === "parked") return parked(ref, kept, settlement.reason);
  if (settlement.fate === "unmatched") {
    const { reportId, tries = 0, retryUntil = now } = kept;
    const again = { ...kept, tries: tries + 1, nextTryAt: nextTryAt(reportId, tries + 1, now, retryUntil) };
    return { changes: [put(ref, again)], event: { type: "report.waiting", data: { tries: tries + 1 } } };
  }
  const { changes, event } = settlement;
  return { changes: [...changes, put(ref, { ...kept, status: "applied", nextTryAt: undefined })], event };
}

function parked(ref: Ref<Report>, kept: Report, reason: string): Decided {
  const report: Report = { ...kept, status: "parked", reason, nextTryAt: undefined };
  return { changes: [put(ref, report)], event: { type: "report.parked", data: { reason } } };
}

/** Settles the reports and bindings that waited for what a commit has just brought; its slots are due until that is done. */
export async function releaseWaiting(
  facts: Facts,
  changes: readonly Change[],
  run: Omit<JobRun, "hasTime">,
): Promise<void> {
  for (const { slot } of changes) {
    const found = slot && facts.known(slot);
    if (slot !== undefined && found?.cameAt !== undefined && found.waiting.length > 0) await settleSlot(slot, run);
  }
}

/** Settles the reports, or in a sitting's slot the bindings, for which something has come, then takes them out of it. */
export async function settleSlot(slot: Ref<Slot<unknown>>, run: Omit<JobRun, "hasTime">): Promise<void> {
  const facts = new Facts();
  await read(facts, [slot], run.cost);
  const waiting = facts.get(slot)?.waiting ?? [];
  if (slot.entity.kind === "sitting") await settleBindings(waiting, run);
  else for (const reportId of waiting) await retryReport(reportId, run);

  const looked = new Facts();
  const decide = () => {
    const left = looked.get(slot);
    if (left === undefined || !left.waiting.some((each) => waiting.includes(each))) return undefined;
    return { changes: [put(slot, settled(left, waiting), looked.item(slot.key)?.root)] };
  };
  await transact(looked, { reads: [slot], decide }, { ...run, actor: { kind: "system", id: "slot" } });
}
