import * as z from "zod";
import { type Instant, plusDays } from "../../domain/instant.ts";
import { type Change, gone, put, unchanged } from "../core/change.ts";
import type { Cost } from "../core/cost.ts";
import { kindOf, ownItem, type Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { query } from "../core/query.ts";
import { marked, type Slot, settled } from "../core/slot.ts";
import { storedItem, valueIn } from "../core/stored-item.ts";
import { lastSymbol } from "../core/table.ts";

/** A report that waits for the thing of a slot (R17). */
export type Wait = { readonly reportId: string; readonly receivedAt: Instant };

const schema = () => z.object({ reportId: z.string(), receivedAt: z.string() });

/** After this time the report was parked long ago, so nothing waits any more. */
const keptDays = 30;

/** Each stands in its slot's partition, in the order of receipt, so that any number can wait for one thing. */
export const waits = kindOf<Wait>()({
  kind: "wait",
  schema,
  mayGoAfter: ({ receivedAt }) => plusDays(receivedAt, keptDays),
});

const prefix = "WAIT#";

function waitAt({ id, key }: Ref<unknown>, { receivedAt, reportId }: Wait): Ref<Wait> {
  const place = `${receivedAt}#${reportId}`;
  return { entity: waits, id: `${id}/${place}`, key: { pk: key.pk, sk: `${prefix}${place}` } };
}

/** A report waits for a slot's thing, unless that has come. The write fails if it comes at the same moment. */
export function waitIn<T>(facts: Facts, ref: Ref<Slot<T>>, wait: Wait): Change[] {
  const slot = facts.get(ref);
  if (slot?.thing !== undefined) return [];
  return [slot?.reportsWait === true ? unchanged(ref) : put(ref, marked(slot)), put(waitAt(ref, wait), wait)];
}

/** A report that waits, and its item; those of an earlier version stand in the slot's list alone. */
export type Waiting = { readonly reportId: string; readonly item?: Ref<Wait> };

/** A slot's own item and the first that wait in it, consistently, in one query; the facts learn them all. */
export async function readWaiting(
  facts: Facts,
  slot: Ref<Slot<unknown>>,
  limit: number,
  cost: Cost,
): Promise<readonly Waiting[]> {
  const { key } = slot;
  const to = `${prefix}${lastSymbol}`;
  const { items } = await query({ partition: key.pk, from: ownItem, to, limit: limit + 1 }, cost);
  facts.learn(key, undefined);
  return items.flatMap((found) => {
    const { pk, sk, data } = storedItem.parse(found);
    facts.learn({ pk, sk }, found);
    if (sk === ownItem) return [];
    const wait = valueIn(waits, data);
    return [{ reportId: wait.reportId, item: waitAt(slot, wait) }];
  });
}

/** Takes some that were settled out of their slot; with the last of them goes the mark. Nothing, if others have done so. */
export function takenOut(
  facts: Facts,
  ref: Ref<Slot<unknown>>,
  { ids, items, isLast }: { ids: readonly string[]; items: readonly Ref<Wait>[]; isLast: boolean },
): Change[] {
  const slot = facts.get(ref);
  const left = items.filter((item) => facts.get(item) !== undefined).map(gone);
  if (slot === undefined) return left;
  const isListed = slot.waiting.some((each) => ids.includes(each));
  const losesMark = isLast && slot.reportsWait === true && slot.thing !== undefined;
  if (!isListed && !losesMark) return left;
  const after = settled(losesMark ? { ...slot, reportsWait: undefined } : slot, ids);
  return [...left, put(ref, after, facts.item(ref.key)?.root)];
}
