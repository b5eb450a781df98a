import type { Instant } from "../../domain/instant.ts";
import type { Found } from "../../domain/overview/found.ts";
import type { Cost } from "../core/cost.ts";
import { Facts } from "../core/facts.ts";
import type { Page } from "../core/list.ts";
import { keyAt, type Position, positionOf, query } from "../core/query.ts";
import { read } from "../core/read.ts";
import { foundAt } from "./search.ts";

/** So many things one page looks through for what is wanted, and so many at a time. */
const mostLookedThrough = 1_000;
const atOnce = 100;

export type RecordPart = {
  readonly limit: number;
  readonly after?: Position | undefined;
  /** Inclusive; without it, from the first one on. */
  readonly from?: Instant | undefined;
  /** Exclusive; without it, until now. */
  readonly to?: Instant | undefined;
  readonly keep?: ((found: Found) => boolean) | undefined;
};

/**
 * One page of all things of a kind, newest first: their keys from an index, then the things themselves, consistently. It
 * costs what it looks through, whatever else is stored.
 */
export async function listRecords(kind: Found["kind"], part: RecordPart, cost: Cost): Promise<Page<Found>> {
  const { limit, keep, from, to } = part;
  // DynamoDB takes no range that ends before it begins.
  if (from !== undefined && to !== undefined && from >= to) return { values: [] };
  const values: Found[] = [];
  let after = part.after;
  for (let looked = 0; looked < mostLookedThrough; looked += atOnce) {
    const { keys, last } = await keysBehind(kind, { ...part, after, limit: keep === undefined ? limit : atOnce }, cost);
    const facts = new Facts();
    await read(
      facts,
      keys.map((position) => ({ key: keyAt(position) })),
      cost,
    );
    for (const position of keys) {
      const found = foundAt(facts, keyAt(position));
      if (found !== undefined && keep?.(found) !== false) values.push(found);
      const isLast = last === undefined && position === keys.at(-1);
      if (values.length === limit) return { values, next: isLast ? undefined : position };
    }
    if (last === undefined) return { values };
    after = last;
  }
  return { values, next: after };
}

/** The next keys of a list. What begins at `to` itself stands behind it, since an id follows its instant. */
async function keysBehind(kind: string, { after, from = "", to = "~", limit }: RecordPart, cost: Cost) {
  const most = Math.min(limit, atOnce);
  const asked = {
    index: "by-kind",
    partition: kind,
    from: `${from}#`,
    to,
    descending: true,
    limit: most,
    after,
  } as const;
  const { items, next } = await query(asked, cost);
  return { keys: items.map((item) => positionOf("by-kind", item)), last: next };
}
