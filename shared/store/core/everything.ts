import type { Cost } from "./cost.ts";
import { type Entity, storedItem, valueIn } from "./entity.ts";
import { query } from "./query.ts";

/** All things of an owner, by their kind. */
export type Everything = { of<T>(entity: Entity<T>): T[] };

/**
 * Everything in an owner's list in one query, whatever its kind: the last kind of the alphabet first, and of each the
 * newest first. At most 1 MB of it: a buyer of thousands of authorization codes, which come last, gets the newest ones.
 * Read from an index: what was written a moment ago may be missing.
 */
export async function everythingOf(list: string, cost: Cost): Promise<Everything> {
  const { items } = await query({ index: "by-owner", partition: list, descending: true }, cost);
  const byKind = Map.groupBy(
    items.map((item) => storedItem.parse(item)),
    ({ kind }) => kind,
  );
  return { of: (entity) => (byKind.get(entity.kind) ?? []).map(({ data }) => valueIn(entity, data)) };
}
