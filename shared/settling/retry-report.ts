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

/** So many waiting reports one call settles. What is left is due, and the schedule goes on with it. */
const settledByOneCall = 25;

type AnySlot = Ref<Slot<unknown>>;

/** How many more reports may be tried. */
class Budget {
  left = settledByOneCall;
}

/** Tries a report that waits once more (see `tryReport`), and settles what waited for what it brings. */
export async function retryReport(reportId: string, run: Run): Promise<void> {
  await settleEach(await tryReport(reportId, run), new Budget(), run);
}

/** Settles the reports and bindings that waited for what a commit has just brought; its slots are due until that is done. */
export function releaseWaiting(facts: Facts, changes: readonly Change[], run: Run): Promise<void> {
  return settleEach(dueSlots(facts, changes), new Budget(), run);
}

/** Settles, in portions, all for which something has come, as long as there is time; the next run goes on. */
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
 * Settles the first reports that wait in a slot, or in a sitting's the bindings, then takes them out of it. Stopped
 * anywhere, or done by two at once: each is settled once, and the slot stays due until all are taken out.
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

/**
 * Tries one after the other, each with what waits for what it brings, as far as the budget goes. One that fails holds up
 * none of the others; but nothing more is tried while the table is too busy.
 */
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
