import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { StoreBusy } from "../store/core/send.ts";
import { dueSlot, type Slot } from "../store/core/slot.ts";
import { transact } from "../store/core/transact.ts";
import { reports } from "../store/exam/reports.ts";
import { readWaiting, takenOut, type Waiting } from "../store/exam/waits.ts";
import { settleBindings } from "./settle-bindings.ts";
import type { Run } from "./settlement.ts";
import { dueSlots, tryReport } from "./try-report.ts";

/** The schedule continues with the rest. */
const settledByOneCall = 25;

type AnySlot = Ref<Slot<unknown>>;

class Budget {
  left = settledByOneCall;
}

/** Retries a report, and settles what waited for it. */
export async function retryReport(reportId: string, run: Run): Promise<void> {
  await settleEach(await tryReport(reportId, run), new Budget(), run);
}

/** Settles what waited for a commit. Its slots stay due until then. */
export function releaseWaiting(facts: Facts, changes: readonly Change[], run: Run): Promise<void> {
  return settleEach(dueSlots(facts, changes), new Budget(), run);
}

/** Works in portions, as long as there is time. */
export async function settleSlot(slot: AnySlot, run: Run & { readonly hasTime: () => boolean }): Promise<void> {
  let portion: Portion;
  do portion = await settlePortion(slot, new Budget(), run);
  while (portion.hasMore && portion.settled > 0 && run.hasTime());
  if (portion.failures.length > 0) throw portion.failures[0];
}

async function settleEach(slots: readonly AnySlot[], budget: Budget, run: Run): Promise<void> {
  for (const slot of slots) {
    if (budget.left <= 0) return;
    const { failures } = await settlePortion(slot, budget, run);
    if (failures.length > 0) throw failures[0];
  }
}

type Portion = { readonly settled: number; readonly hasMore: boolean; readonly failures: readonly unknown[] };

/**
 * Settles the first waiting reports or bindings, then removes them. It can stop anywhere and run twice, because the
 * slot stays due.
 */
async function settlePortion(slot: AnySlot, budget: Budget, run: Run): Promise<Portion> {
  const facts = new Facts();
  const inItems = await readWaiting(facts, slot, budget.left + 1, run.cost);
  const found = facts.get(slot);
  if (found === undefined || dueSlot(found) === undefined) return { settled: 0, hasMore: false, failures: [] };
  const bindings = slot.entity.kind === "sitting" ? found.waiting : [];
  await settleBindings(bindings, run);
  const listed = slot.entity.kind === "sitting" ? [] : found.waiting.map((reportId) => ({ reportId }));
  const all: readonly Waiting[] = [...listed, ...inItems];

  const { done, failures } = await tryFirst(all, facts, budget, run);
  const hasMore = done.length < all.length;
  const ids = [...bindings, ...done.map(({ reportId }) => reportId)];
  const items = done.flatMap(({ item }) => item ?? []);
  const looked = new Facts();
  for (const { key } of items) looked.learn(key, facts.item(key));
  const decide = () => ({ changes: takenOut(looked, slot, { ids, items, isLast: !hasMore }) });
  await transact(looked, { reads: [slot], decide }, { ...run, actor: { kind: "system", id: "slot" } });
  return { settled: done.length, hasMore, failures };
}

/** One failure does not stop the others, but a busy table does. */
async function tryFirst(all: readonly Waiting[], facts: Facts, budget: Budget, run: Run) {
  const [done, failures]: [Waiting[], unknown[]] = [[], []];
  const first = all.slice(0, budget.left);
  const refs = first.map(({ reportId }) => reports.at(reportId));
  await read(facts, refs, run.cost);
  for (const each of first) {
    if (budget.left <= 0) break;
    budget.left -= 1;
    try {
      const brought = await tryReport(each.reportId, run, facts);
      done.push(each);
      await settleEach(brought, budget, run);
    } catch (error) {
      failures.push(error);
      if (error instanceof StoreBusy) break;
    }
  }
  return { done, failures };
}
