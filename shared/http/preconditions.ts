import type { Operation } from "../contract/operation.ts";
import { problems } from "../contract/problems/problems.ts";
import { takesPreconditions } from "../contract/taken-headers.ts";
import type { Decision, Refusal } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { entityTag, isNamed } from "./conditional.ts";
import { Problem } from "./problem.ts";
import type { HttpEvent } from "./request.ts";

type Deciding<F, R, C, D> = {
  decide(facts: F, refs: R, call: C): Decision<D>;
  shown?(facts: F, refs: R, call: C): unknown;
};

/**
 * Decides only under `If-Match` and `If-None-Match` (RFC 9110, 13.1), otherwise 412. The entity tag follows from the
 * facts, so a lost write checks it again. The idempotency key does not cover the condition, so a 412 is not recorded.
 */
export function conditionally<F, R, C, D>(
  operation: Operation,
  { headers }: Pick<HttpEvent, "headers">,
  parts: Deciding<F, R, C, D>,
): Deciding<F, R, C, D>["decide"] {
  const { "if-match": wanted, "if-none-match": unwanted } = headers;
  if (!takesPreconditions(operation) || (wanted === undefined && unwanted === undefined)) return parts.decide;
  return (facts, refs, call) => {
    const decision = parts.decide(facts, refs, call);
    // A hidden thing tells nothing.
    if (!decision.accepted && isHiding(decision.refusal)) return decision;
    const shown = parts.shown?.(facts, refs, call);
    const etag = shown === undefined ? undefined : entityTag(JSON.stringify(shown));
    const fails =
      (wanted !== undefined && !isOneOf(wanted, etag)) ||
      (operation.method === "PUT" && etag !== undefined && isNamed(unwanted, etag));
    if (fails) throw new Problem("precondition-failed");
    return decision;
  };
}

function isHiding(refusal: Refusal): boolean {
  return [403, 404].includes(problems[refusal].status);
}

/** Strong comparison (RFC 9110, 13.1.1): a weakened tag names no exact state. */
function isOneOf(tags: string, etag: string | undefined): boolean {
  if (etag === undefined) return false;
  return tags.trim() === "*" || tags.split(",").some((each) => each.trim() === etag);
}

/** The answer of GET for a thing that the step reads under this name. */
export function asRead<N extends string, T>(name: N, view: (value: T, now: Instant) => unknown) {
  return (facts: Facts, refs: Readonly<Record<N, Ref<T>>>, { now }: { readonly now: Instant }): unknown => {
    const found = facts.get(refs[name]);
    return found === undefined ? undefined : view(found, now);
  };
}
