import { accept, type Decision, refuse } from "../domain/decision.ts";
import type { CorrectionReport, Report } from "../domain/exam/center-report.ts";
import type { Result } from "../domain/exam/result.ts";
import type { Happening } from "../domain/history/event.ts";
import { type Change, put } from "../store/core/change.ts";
import { digest } from "../store/core/digest.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import type { Slot } from "../store/core/slot.ts";
import { reports } from "../store/exam/reports.ts";
import { type Received, receivedReport } from "./received.ts";
import { settle } from "./settle-report.ts";
import type { Settling } from "./settlement.ts";
import { missingFor } from "./try-report.ts";

/** One for each provider, because two may give the same id. */
type Named = Readonly<Record<string, Ref<Slot<Result>>>>;

export type Ending = Settling & {
  readonly provider?: string | undefined;
  readonly outcome: CorrectionReport["data"]["outcome"];
  readonly reason: string;
};

type Ended = { readonly changes: readonly Change[]; readonly event: Happening };

export function missingToEndHold(facts: Facts, named: Named, ending: Ending): readonly Ref<unknown>[] {
  const held = heldIn(facts, named, ending);
  if (!held.accepted) return [];
  const { received, ref } = decisionOn(held.value, ending);
  const unread = facts.missing(ref, ...Object.values<Ref<unknown>>(received.names));
  return unread.length > 0 ? unread : missingFor(facts, received, ending);
}

/**
 * Staff end a hold (R16, R36). It is stored like a centre's correction, so later reports count by when they happened.
 */
export function endHold(facts: Facts, named: Named, ending: Ending): Decision<Ended> {
  const held = heldIn(facts, named, ending);
  if (!held.accepted) return held;
  const { received, ref, kept } = decisionOn(held.value, ending);
  if (facts.get(ref) !== undefined) return refuse("result-not-held");
  const settlement = settle(facts, received, ending);
  if (settlement.fate !== "counts") return refuse("result-not-held");
  return accept({ changes: [...settlement.changes, put(ref, kept)], event: settlement.event });
}

function heldIn(facts: Facts, named: Named, { provider }: Ending): Decision<Result> {
  const found = Object.values(named).flatMap((ref) => facts.get(ref)?.thing ?? []);
  const [result, ...others] = found.filter((each) => provider === undefined || each.provider === provider);
  if (result === undefined) return refuse("result-not-found");
  if (others.length > 0) return refuse("provider-not-named");
  const isHeld = result.outcome === "held" && result.correctedBy === undefined && result.parked !== true;
  return isHeld ? accept(result) : refuse("result-not-held");
}

/** One decision for each result, so the id follows from the result's. */
function decisionOn({ provider, resultId: corrects }: Result, { outcome, reason, now }: Ending) {
  const reportId = `dec_${digest(JSON.stringify([provider, corrects]))}`;
  const data = { resultId: reportId, corrects, outcome, reason };
  const report: CorrectionReport = { type: "result.corrected", occurredAt: now, data };
  const received: Received = receivedReport({ provider, report, reportId, receivedAt: now });
  const kept: Report = { ...report, reportId, provider, receivedAt: now, status: "applied" };
  return { received, kept, ref: reports.at(reportId) };
}
