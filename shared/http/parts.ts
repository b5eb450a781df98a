import { accept, type Decision } from "../domain/decision.ts";
import type { Happening } from "../domain/history/event.ts";
import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import type { Reply } from "./reply.ts";

/** The answer of a step and its changes, committed all or none. */
export type Outcome = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole answer, if it is not JSON. */
  readonly reply?: Reply;
  /** The account whose thing it shows. */
  readonly about?: string | undefined;
  readonly changes?: readonly Change[];
  readonly event?: Happening;
  /** Runs after the commit. If it fails, the schedule does it. */
  afterwards?(facts: Facts): Promise<void>;
};

export type Refs = { readonly [name: string]: Ref<unknown> };

/** Look up, decide, commit. `decide` runs again on newer facts. Two round trips, unless `follow` reads more. */
export type Parts<C, F extends Refs> = {
  /** One round trip. */
  reads(call: C): F;
  /** Further things to read. */
  follow?(facts: Facts, refs: F, call: C): readonly Ref<unknown>[];
  decide(facts: Facts, refs: F, call: C): Decision<Outcome>;
  /** The thing as GET shows it, for `If-Match`. */
  shown?(facts: Facts, refs: F, call: C): unknown;
};

/** `of` tells the owner, if the thing is a person's. */
export function show<T>(
  found: Decision<T>,
  view: (value: T) => unknown,
  of: (value: T) => string | undefined = () => undefined,
): Decision<Outcome> {
  return found.accepted ? accept({ body: view(found.value), about: of(found.value) }) : found;
}
