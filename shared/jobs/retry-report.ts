import { reportBody } from "../contract/test-centers.ts";
import type { Report } from "../domain/center-report.ts";
import { drawId } from "../domain/code.ts";
import type { Happening } from "../domain/event.ts";
import { nextTryAt } from "../domain/report.ts";
import { type Change, put } from "../store/change.ts";
import { commit } from "../store/commit.ts";
import type { Ref } from "../store/entity.ts";
import { Facts } from "../store/facts.ts";
import { lookUpFor } from "../store/matching.ts";
import { read } from "../store/read.ts";
import { reports } from "../store/reports.ts";
import { type Slot, settled } from "../store/slot.ts";
import type { JobRun } from "./job.ts";
import { settleBindings } from "./settle-bindings.ts";
import { missingFor, settle } from "./settle-report.ts";
import type { Received } from "./settlement.ts";

const maximumDecisions = 12;

type Next = { readonly report: Report; readonly changes: readonly Change[]; readonly event: Happening };

/**
 * Tries a report that waits once more (R17): applies it, leaves it waiting with a longer pause, or parks it once 3 days
 * have passed since its receipt. Does nothing for one that does not wait any more.
 */
export async function retryReport(reportId: string, run: Omit<JobRun, "hasTime">): Promise<void> {
  const { now, requestId, cost, random } = run;
  const ref = reports.at(reportId);
  const facts = new Facts();
  await read(facts, [ref], cost);
  for (let decisions = 0; decisions < maximumDecisions; decisions += 1) {
    const kept = facts.get(ref);
    if (kept?.status !== "waiting") return;
    const next = await nextOf(facts, kept, run);
    const request = {
      now,
      requestId,
      actor: { kind: "provider", id: kept.provider },
      eventId: drawId("evt", random),
    } as const;
    const changes = [...next.changes, put(ref, next.report)];
    const { outcome } = await commit(facts, changes, next.event, request, cost);
    if (outcome === "done") return releaseWaiting(facts, changes, run);
  }
}

async function nextOf(facts: Facts, kept: Report, { now, random, cost }: Omit<JobRun, "hasTime">): Promise<Next> {
  const { provider, reportId, tries = 0, retryUntil = now } = kept;
  if (now >= retryUntil) return parked(kept, "not-matched-in-time");
  const report = reportBody.parse({ type: kept.type, occurredAt: kept.occurredAt, data: kept.data });
  const received: Received = { provider, report, reportId };
  const wanted = facts.missing(...Object.values(lookUpFor(provider, report)));
  await read(facts, wanted, cost);
  await readMissing(facts, received, cost);
  const settlement = settle(facts, received, { now, random });
  if (settlement.fate === "parked") return parked(kept, settlement.reason);
  if (settlement.fate === "unmatched") {
    const again = { ...kept, tries: tries + 1, nextTryAt: nextTryAt(reportId, tries + 1, now, retryUntil) };
    return { report: again, changes: [], event: { type: "report.waiting", data: { tries: tries + 1 } } };
  }
  const { changes, event } = settlement;
  return { report: { ...kept, status: "applied", nextTryAt: undefined }, changes, event };
}

function parked(kept: Report, reason: string): Next {
  const report: Report = { ...kept, status: "parked", reason, nextTryAt: undefined };
  return { report, changes: [], event: { type: "report.parked", data: { reason } } };
}

/** Reads on until nothing is missing: at most from a result to its registration to the certificate. */
export async function readMissing(facts: Facts, received: Received, cost: JobRun["cost"]): Promise<void> {
  for (let missing = missingFor(facts, received); missing.length > 0; missing = missingFor(facts, received)) {
    await read(facts, missing, cost);
  }
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
  const { now, requestId, cost, random } = run;
  const facts = new Facts();
  await read(facts, [slot], cost);
  const waiting = facts.get(slot)?.waiting ?? [];
  if (slot.entity.kind === "sitting") await settleBindings(waiting, run);
  else for (const reportId of waiting) await retryReport(reportId, run);

  await read(facts, [slot], cost);
  for (let tries = 0; tries < maximumDecisions; tries += 1) {
    const left = facts.get(slot);
    if (left === undefined || !left.waiting.some((each) => waiting.includes(each))) return;
    const request = { now, requestId, actor: { kind: "system", id: "slot" }, eventId: drawId("evt", random) } as const;
    const { outcome } = await commit(
      facts,
      [put(slot, settled(left, waiting), facts.item(slot.key)?.root)],
      undefined,
      request,
      cost,
    );
    if (outcome === "done") return;
  }
}
