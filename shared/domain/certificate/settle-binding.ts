import type { Refusal } from "../decision.ts";
import type { BindableSitting } from "../exam/bindable-sitting.ts";
import { differenceIn } from "../exam/name-difference.ts";
import type { Instant } from "../instant.ts";
import { type BindingFacts, bindable } from "./bindable.ts";
import {
  type BindingFailure,
  type BoundBinding,
  bindingFailures,
  type FailedBinding,
  type PendingBinding,
} from "./binding.ts";

/** The instant that decides a late settlement: when the result came, or the request if that is later. */
export function decidedAsOf({ askedAt }: PendingBinding, cameAt: Instant | undefined): Instant {
  return cameAt === undefined || cameAt < askedAt ? askedAt : cameAt;
}

/** Settles a waiting binding as of `cameAt`, however late that is done. It fails after its 3 days (R26). */
export function settleBinding(
  facts: BindingFacts,
  binding: PendingBinding,
  cameAt: Instant | undefined,
  now: Instant,
): { bind: BindableSitting; at: Instant } | { fail: BindingFailure } | undefined {
  const at = decidedAsOf(binding, cameAt);
  const decision = cameAt !== undefined && at < binding.retryUntil ? bindable(facts, binding, at) : undefined;
  if (decision === undefined) return now >= binding.retryUntil ? { fail: "result-not-received" } : undefined;
  return decision.accepted ? { bind: decision.value, at } : { fail: failureOf(decision.refusal) };
}

/** The reason to store for a refusal. The same account cannot have bound the sitting before. */
function failureOf(refusal: Refusal): BindingFailure {
  return bindingFailures.find((each) => each === refusal) ?? "sitting-not-available";
}

export function failed({ state: _, ...asked }: PendingBinding, reason: BindingFailure, now: Instant): FailedBinding {
  return { ...asked, state: "failed", failedAt: now, reason };
}

export function bound(
  { state: _, ...asked }: PendingBinding,
  { exam, reports }: BindableSitting,
  earned: Pick<BoundBinding, "organizationId" | "certificateId" | "earnsNothing">,
  now: Instant,
): BoundBinding {
  const nameDiffers = differenceIn({ registered: asked.holderName, settled: asked.nameSettled }, reports);
  return { ...asked, ...earned, state: "bound", boundAt: now, exam, nameDiffers };
}
