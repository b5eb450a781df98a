import type { Cost } from "./cost.ts";
import { type Entity, storedItem, valueIn } from "./entity.ts";
import { query } from "./query.ts";

export type Everything = { of<T>(entity: Entity<T>): T[] };

/** An owner's whole list in one query, newest first of each kind, at most 1 MB. The index may lag. */
export async function everythingOf(list: string, cost: Cost): Promise<Everything> {
  const { items } = await query({ index: "by-owner", partition: list, descending: true }, cost);
  const byKind = Map.groupBy(
    items.map((item) => storedItem.parse(item)),
    ({ kind }) => kind,
  );
  return { of: (entity) => (byKind.get(entity.kind) ?? []).map(({ data }) => valueIn(entity, data)) };
}
