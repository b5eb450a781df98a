import type { Decision } from "../domain/decision.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import type { Endpoint } from "./endpoint.ts";
import { problemReply } from "./problem.ts";
import type { Reply } from "./reply.ts";
import { type AccountCall, type AccountOperation, accountEndpoint, type Refs } from "./step.ts";

/** What a guarded reading looks up, what the rules say to it, and what is answered from what they let through. */
export type Guarded<C, F extends Refs, T> = {
  reads(call: C): F;
  decide(facts: Facts, refs: F, call: C): Decision<T>;
  answer(allowed: T, call: C): Promise<Reply>;
};

/**
 * Shows what only some may see, and what must be read for it besides: the rules come first, so that nothing is read for
 * whom they refuse. One read round trip for the rules, then those of the answer.
 */
export function guardedReading<O extends AccountOperation, F extends Refs, T>(
  operation: O,
  { reads, decide, answer }: Guarded<AccountCall<O>, F, T>,
): Endpoint {
  return accountEndpoint(operation, async (call) => {
    const facts = new Facts();
    const refs = reads(call);
    await read(facts, Object.values(refs), call.cost);
    const decision = decide(facts, refs, call);
    return decision.accepted ? answer(decision.value, call) : problemReply(decision.refusal, call.requestId);
  });
}
