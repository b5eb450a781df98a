import { type FailedBinding, failed, type PendingBinding, settleBinding } from "../domain/binding.ts";
import { bindingFailed } from "../domain/binding-notice.ts";
import { drawId } from "../domain/code.ts";
import type { Happening } from "../domain/event.ts";
import { bindings } from "../store/bindings.ts";
import { type Change, put, unchanged } from "../store/change.ts";
import { commit } from "../store/commit.ts";
import { Facts } from "../store/facts.ts";
import { read } from "../store/read.ts";
import { settled } from "../store/slot.ts";
import { bind, bindingFacts, missingToBind, refsOf } from "./bind-sitting.ts";
import type { JobRun } from "./job.ts";

const maximumDecisions = 12;

/** Settles the bindings that waited for one result: who asked first is served first (R26, R27). */
export async function settleBindings(bindingIds: readonly string[], run: Omit<JobRun, "hasTime">): Promise<void> {
  const facts = new Facts();
  const refs = bindingIds.map((each) => bindings.at(each));
  await read(facts, refs, run.cost);
  const waiting = refs.flatMap((ref) => facts.get(ref) ?? []);
  waiting.sort((one, other) => (one.askedAt < other.askedAt ? -1 : one.askedAt > other.askedAt ? 1 : 0));
  for (const { bindingId } of waiting) await retryBinding(bindingId, run);
}

/**
 * Binds or fails a binding that waits, by what came for it, or because its 3 days have passed (R26). Does nothing for
 * one that does not wait any more, or still has to.
 */
export async function retryBinding(bindingId: string, run: Omit<JobRun, "hasTime">): Promise<void> {
  const { now, requestId, cost, random } = run;
  const ref = bindings.at(bindingId);
  const facts = new Facts();
  await read(facts, [ref], cost);
  for (let decisions = 0; decisions < maximumDecisions; decisions += 1) {
    const binding = facts.get(ref);
    if (binding?.state !== "pending") return;
    const next = await nextOf(facts, binding, run);
    if (next === undefined) return;
    const actor = { kind: "system", id: "binding" } as const;
    const request = { now, requestId, actor, eventId: drawId("evt", random) };
    const { outcome } = await commit(facts, next.changes, next.event, request, cost);
    if (outcome === "done") return;
  }
}

async function nextOf(
  facts: Facts,
  binding: PendingBinding,
  { now, random, cost }: Omit<JobRun, "hasTime">,
): Promise<{ changes: readonly Change[]; event: Happening } | undefined> {
  const refs = refsOf(binding);
  const wanted = facts.missing(...Object.values(refs));
  await read(facts, wanted, cost);
  await read(facts, missingToBind(facts, refs), cost);
  const slot = facts.get(refs.sitting);
  const decided = settleBinding(bindingFacts(facts, refs), binding, slot?.cameAt, now);
  if (decided === undefined) return undefined;
  if ("bind" in decided) return bind(facts, refs, binding, decided.bind, { now: decided.at, random });

  const after = failed(binding, decided.fail, now);
  if (decided.fail !== "result-not-received")
    return { changes: [put(bindings.at(binding.bindingId), after)], event: failure(after) };
  // It stops waiting: nothing that comes from now on may find it in the slot.
  const left = slot === undefined ? unchanged(refs.sitting) : put(refs.sitting, settled(slot, [binding.bindingId]));
  return { changes: [put(bindings.at(binding.bindingId), after), left], event: failure(after) };
}

function failure(binding: FailedBinding): Happening {
  const { reason } = binding;
  return { type: "binding.failed", data: { reason }, notifications: bindingFailed(binding) };
}
