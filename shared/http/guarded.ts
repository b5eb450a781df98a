import type { Decision } from "../domain/decision.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Refs } from "./parts.ts";
import { problemReply } from "./problem.ts";
import type { Reply } from "./reply.ts";
import { type AccountCall, type AccountOperation, accountEndpoint } from "./step.ts";

export type Guarded<C, F extends Refs, T> = {
  reads(call: C): F;
  /** The refs that the first read leads to. They cost one more round trip. */
  follow?(facts: Facts, refs: F): readonly Ref<unknown>[];
  decide(facts: Facts, refs: F, call: C): Decision<T>;
  answer(allowed: T, call: C): Promise<Reply>;
};

/** A read whose rules decide first, so that nothing more is read for a refused caller. Two round trips. */
export function guardedReading<O extends AccountOperation, F extends Refs, T>(
  operation: O,
  { reads, follow, decide, answer }: Guarded<AccountCall<O>, F, T>,
): Endpoint {
  return accountEndpoint(operation, async (call) => {
    const facts = new Facts();
    const refs = reads(call);
    await read(facts, Object.values(refs), call.cost);
    const more = follow?.(facts, refs) ?? [];
    if (more.length > 0) await read(facts, more, call.cost);
    const decision = decide(facts, refs, call);
    return decision.accepted ? answer(decision.value, call) : problemReply(decision.refusal, call);
  });
}
