import type { Instant } from "../../domain/instant.ts";
import type { Found } from "../../domain/overview/found.ts";
import type { Cost } from "../core/cost.ts";
import { Facts } from "../core/facts.ts";
import { unlessLater } from "../core/later.ts";
import type { Page } from "../core/list.ts";
import { keyAt, type Position, positionOf, query } from "../core/query.ts";
import { read } from "../core/read.ts";
import { foundAt, readPartners } from "./search.ts";

/** The most things that one page reads. */
const mostLookedThrough = 1_000;
const atOnce = 100;

export type RecordPart = {
  readonly limit: number;
  readonly after?: Position | undefined;
  /** Inclusive. */
  readonly from?: Instant | undefined;
  /** Exclusive. By default now. */
  readonly to?: Instant | undefined;
  readonly keep?: ((found: Found) => boolean) | undefined;
};

/** All things of a kind, newest first: keys from an index, then the things, consistently. Costs what is read. */
export async function listRecords(kind: Found["kind"], part: RecordPart, cost: Cost): Promise<Page<Found>> {
  const { limit, keep, from, to } = part;
  // DynamoDB refuses a range that ends before it begins.
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
    await readPartners(facts, keys.map(keyAt), cost);
    for (const position of keys) {
      const found = unlessLater(() => foundAt(facts, keyAt(position)));
      if (found !== undefined && keep?.(found) !== false) values.push(found);
      const isLast = last === undefined && position === keys.at(-1);
      if (values.length === limit) return { values, next: isLast ? undefined : position };
    }
    if (last === undefined) return { values };
    after = last;
  }
  return { values, next: after };
}

/** A thing at `to` itself sorts behind it, because its id follows its instant. */
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
