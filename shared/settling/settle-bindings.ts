import type { FailedBinding, PendingBinding } from "../domain/certificate/binding.ts";
import { bindingFailed } from "../domain/certificate/binding-notice.ts";
import { decidedAsOf, failed, settleBinding } from "../domain/certificate/settle-binding.ts";
import type { Happening } from "../domain/history/event.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { put, unchanged } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { settled } from "../store/core/slot.ts";
import { type Decided, transact } from "../store/core/transact.ts";
import { bind, bindingFacts, missingToBind, refsOf } from "./bind-sitting.ts";
import type { Run, Settling } from "./settlement.ts";

/** First come, first served (R26, R27). */
export async function settleBindings(bindingIds: readonly string[], run: Run): Promise<void> {
  const facts = new Facts();
  const refs = bindingIds.map((each) => bindings.at(each));
  await read(facts, refs, run.cost);
  const waiting = refs.flatMap((ref) => facts.get(ref) ?? []);
  waiting.sort((one, other) => (one.askedAt < other.askedAt ? -1 : one.askedAt > other.askedAt ? 1 : 0));
  for (const { bindingId } of waiting) await retryBinding(bindingId, run);
}

/** Binds or fails a waiting binding (R26). It can run twice. */
export async function retryBinding(bindingId: string, run: Run): Promise<void> {
  const ref = bindings.at(bindingId);
  const facts = new Facts();
  const pending = () => {
    const binding = facts.get(ref);
    return binding?.state === "pending" ? binding : undefined;
  };
  const follow = () => {
    const binding = pending();
    if (binding === undefined) return [];
    const refs = refsOf(binding);
    const unread = facts.missing(...Object.values<Ref<unknown>>(refs));
    if (unread.length > 0) return unread;
    return missingToBind(facts, refs, decidedAsOf(binding, facts.get(refs.sitting)?.cameAt));
  };
  const decide = () => {
    const binding = pending();
    return binding && nextOf(facts, binding, run);
  };
  await transact(facts, { reads: [ref], follow, decide }, { ...run, actor: { kind: "system", id: "binding" } });
}

function nextOf(facts: Facts, binding: PendingBinding, { now, random }: Settling): Decided | undefined {
  const refs = refsOf(binding);
  const slot = facts.get(refs.sitting);
  const decided = settleBinding(bindingFacts(facts, refs), binding, slot?.cameAt, now);
  if (decided === undefined) return undefined;
  if ("bind" in decided) {
    return bind(facts, refs, binding, decided.bind, { now: decided.at, random, asOf: decided.at });
  }

  const after = failed(binding, decided.fail, now);
  if (decided.fail !== "result-not-received")
    return { changes: [put(bindings.at(binding.bindingId), after)], event: failure(after) };
  // It leaves the slot with the same commit.
  const left = slot === undefined ? unchanged(refs.sitting) : put(refs.sitting, settled(slot, [binding.bindingId]));
  return { changes: [put(bindings.at(binding.bindingId), after), left], event: failure(after) };
}

function failure(binding: FailedBinding): Happening {
  const { reason } = binding;
  return { type: "binding.failed", data: { reason }, notifications: bindingFailed(binding) };
}
