import type { Cost } from "./cost.ts";
import type { Entity } from "./entity.ts";
import { query } from "./query.ts";
import { storedItem, valueIn } from "./stored-item.ts";
import { lastSymbol } from "./table.ts";

export type Everything = { of<T>(entity: Entity<T>): T[] };

type Named = Pick<Entity<unknown>, "kind">;

const newest = 500;

/**
 * An owner's things of these kinds, newest first of each. One query as long as the whole list has at most 1 MB. Beyond,
 * the newest 500 of each kind, so that many things of one kind hide none of another. The index may lag.
 */
export async function everythingOf(list: string, wanted: readonly Named[], cost: Cost): Promise<Everything> {
  const whole = { index: "by-owner", partition: list, descending: true } as const;
  const { items, next } = await query(whole, cost);
  const ofKind = async ({ kind }: Named) => {
    const { items } = await query({ ...whole, from: `${kind}#`, to: `${kind}#${lastSymbol}`, limit: newest }, cost);
    return items;
  };
  const found = next === undefined ? items : (await Promise.all(wanted.map(ofKind))).flat();
  const byKind = Map.groupBy(
    found.map((item) => storedItem.parse(item)),
    ({ kind }) => kind,
  );
  return { of: (entity) => (byKind.get(entity.kind) ?? []).map(({ data }) => valueIn(entity, data)) };
}
