import type { Instant } from "../../domain/instant.ts";
import type { Cost } from "./cost.ts";
import { type Entity, type Key, keyOf, type Ref } from "./entity.ts";
import { Facts } from "./facts.ts";
import { unlessLater } from "./later.ts";
import { keyAt, type Position, positionOf, type Query, query } from "./query.ts";
import { read } from "./read.ts";
import { storedItem, valueIn } from "./stored-item.ts";
import { lastSymbol } from "./table.ts";

export type Page<T> = { readonly values: T[]; readonly next?: Position | undefined };

/** At most `limit` items behind `after`, whose sort text begins with `within`, or lies between `from` and `to`. */
export type Part<T = never> = {
  readonly limit: number;
  readonly after?: Position | undefined;
  readonly within?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ascending?: boolean;
  /** Filter. A page may hold fewer than `limit` items, even none, and still have a next page. */
  keep?(value: T): boolean;
  /** Nothing is decided on it, so it leaves out what this version cannot read. Else that throws `LaterValue`. */
  readonly isShown?: boolean;
};

/** The most items that one page reads for its filter. */
const searched = 1_000;

/** The sort text behind an instant. */
export function behind(now: Instant): string {
  return `${now}#${lastSymbol}`;
}

/** One page of an owner's things, newest first by default. The index may lag, so nothing is decided on it. */
export async function listOwned<T>(entity: Entity<T>, list: string, part: Part<T>, cost: Cost): Promise<Page<T>> {
  const { within = "", from = within, to = within, after, ascending = false } = part;
  const first = `${entity.kind}#${from}`;
  // The cursor lies outside of the present list, which DynamoDB refuses as a start.
  if (!ascending && after?.ownerSort !== undefined && after.ownerSort < first) return { values: [] };
  const last = `${entity.kind}#${to}${lastSymbol}`;
  return pageOf(entity, { index: "by-owner", partition: list, from: first, to: last, after }, part, cost);
}

/** One page of a thing's parts, consistently, in either order. */
export async function listParts<T>(entity: Entity<T>, parent: Key, part: Part<T>, cost: Cost): Promise<Page<T>> {
  const prefix = `${entity.kind.toUpperCase()}#`;
  const first = `${prefix}${part.from ?? part.within ?? ""}`;
  // The cursor lies before the present beginning: forwards it starts there, backwards it has ended.
  const isBefore = part.after !== undefined && part.after.sk < first;
  if (isBefore && part.ascending !== true) return { values: [] };
  const after = isBefore ? undefined : part.after;
  const last = `${prefix}${part.to ?? part.within ?? ""}${lastSymbol}`;
  return pageOf(entity, { partition: parent.pk, from: first, to: last, after }, part, cost);
}

/** One page of a kind's things with an address, as the index has it: in no order, and a new one may be missing. At most 100. */
export async function listWithEmail<T>(
  entity: Entity<T>,
  email: string,
  { limit, after, isShown = false }: Pick<Part<T>, "limit" | "after" | "isShown">,
  cost: Cost,
): Promise<Page<T>> {
  const { items, next } = await query({ index: "by-email", partition: email, limit, after }, cost);
  const keys = items.map((item) => keyAt(positionOf(undefined, item)));
  const own = keys.filter(({ pk }) => pk.startsWith(keyOf(entity.kind, "").pk));
  const refs = own.map((key) => ({ entity, id: "", key }));
  return { values: await lookUp(refs, cost, isShown), next };
}

/** One consistent page in sort order. If the thing of the cursor is gone, the list starts again. */
export async function listNamed<T>(
  refs: readonly Ref<T>[],
  { limit, after, keep = () => true, isShown }: Part<T>,
  cost: Cost,
): Promise<Page<T>> {
  const from = refs.findIndex(({ key }) => key.pk === after?.pk) + 1;
  const shown = refs.slice(from, from + limit);
  const last = from + limit < refs.length ? shown.at(-1) : undefined;
  return { values: (await lookUp(shown, cost, isShown)).filter(keep), next: last?.key };
}

/** One page of computed things. It continues behind the last one by `name`. */
export function listWorkedOut<T>(
  things: readonly T[],
  name: (thing: T) => string,
  { limit, after }: Pick<Part, "limit" | "after">,
): Page<T> {
  const from = things.findIndex((each) => name(each) === after?.pk) + 1;
  const values = things.slice(from, from + limit);
  const last = from + limit < things.length ? values.at(-1) : undefined;
  return { values, next: last && { pk: name(last), sk: "" } };
}

/** The existing things, consistently and in order. At most 100. */
export async function lookUp<T>(refs: readonly Ref<T>[], cost: Cost, isShown = false): Promise<T[]> {
  const facts = new Facts();
  await read(facts, refs, cost);
  return refs.flatMap((ref) => (isShown ? unlessLater(() => facts.get(ref)) : facts.get(ref)) ?? []);
}

type Pages<T> = (after: Position | undefined) => Promise<Page<T>>;

/** Every page, one after the other. */
export async function* pagesOf<T>(page: Pages<T>): AsyncGenerator<readonly T[]> {
  let after: Position | undefined;
  do {
    const { values, next } = await page(after);
    yield values;
    after = next;
  } while (after !== undefined);
}

/** The things of every page. */
export async function allOf<T>(page: Pages<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const values of pagesOf(page)) all.push(...values);
  return all;
}

function readIn<T>(entity: Entity<T>, item: unknown, isShown: boolean): T | undefined {
  const read = () => valueIn(entity, storedItem.parse(item).data);
  return isShown ? unlessLater(read) : read();
}

async function pageOf<T>(
  entity: Entity<T>,
  asked: Query,
  { limit, ascending = false, keep, isShown = false }: Part<T>,
  cost: Cost,
): Promise<Page<T>> {
  const looked = { ...asked, descending: !ascending, limit: keep === undefined ? limit : searched };
  const { items, next } = await query(looked, cost);
  const values: T[] = [];
  for (const item of items) {
    const value = readIn(entity, item, isShown);
    if (value !== undefined && keep?.(value) !== false) values.push(value);
    const isLast = item === items.at(-1);
    if (keep !== undefined && values.length === limit && !isLast)
      return { values, next: positionOf(asked.index, item) };
  }
  return { values, next };
}
