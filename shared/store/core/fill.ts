import type { Instant } from "../../domain/instant.ts";
import { type Change, copy, put } from "./change.ts";
import type { Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { filled, type Slot } from "./slot.ts";

/** Puts a thing into its slot. Whoever commits this settles what waits there. */
export function fill<T>(facts: Facts, ref: Ref<Slot<T>>, thing: T, now: Instant): Change {
  return { ...put(ref, filled(facts.known(ref), thing, now)), slot: ref };
}

/** The same for a copy. */
export function fillCopy<T>(facts: Facts, ref: Ref<Slot<T>>, thing: T, root: string, now: Instant): Change {
  return { ...copy(ref, filled(facts.known(ref), thing, now), root), slot: ref };
}
