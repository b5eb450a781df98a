import type * as z from "zod";
import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import type { Decision } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Cost } from "../store/core/cost.ts";
import type { Entity, Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { listNamed, listOwned, listParts, type Page, type Part } from "../store/core/list.ts";
import { type CursorScope, readCursor, writeCursor } from "./cursor.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Guarded, guardedReading } from "./guarded.ts";
import type { Invocation } from "./invocation.ts";
import type { Refs } from "./parts.ts";
import { csvReply, jsonReply, type Reply, showing } from "./reply.ts";
import {
  type AccountCall,
  type AccountOperation,
  accountEndpoint,
  type Call,
  type PublicOperation,
  publicEndpoint,
} from "./step.ts";

type Paging = { readonly limit: number; readonly cursor?: string | undefined };
type Paged = { readonly query: z.ZodType<Paging> };

export type Listing<T> = Pick<Part<T>, "within" | "from" | "to" | "ascending" | "keep"> & {
  readonly entity: Entity<T>;
  readonly view: (value: T, now: Instant) => unknown;
  /** The owner of a thing: a look by staff is recorded. */
  readonly of?: (value: T) => string | undefined;
} & (
    | {
        /** Without a list the answer is empty. */
        readonly list: string | undefined;
        readonly things?: readonly Ref<T>[];
      }
    | {
        readonly partsOf: Ref<unknown>;
      }
  );

/** A list behind rules, or behind another thing. */
export type GuardedListing<C, F extends Refs, T> = Pick<Guarded<C, F, T>, "reads" | "follow"> & {
  decide(facts: Facts, refs: F, call: C): Decision<Listing<T>>;
};

/** A caller's own list, page by page. */
export function listStep<O extends AccountOperation & Paged, T>(
  operation: O,
  listing: (call: AccountCall<O>) => Listing<T>,
): Endpoint {
  return accountEndpoint(operation, (call) => pageOf(operation, call, listing(call)));
}

/** A list behind rules, page by page. Costs one more round trip. */
export function guardedListStep<O extends AccountOperation & Paged, F extends Refs, T>(
  operation: O,
  { reads, follow, decide }: GuardedListing<AccountCall<O>, F, T>,
): Endpoint {
  const answer = (listing: Listing<T>, call: AccountCall<O>) => pageOf(operation, call, listing);
  return guardedReading(operation, { reads, ...(follow && { follow }), decide, answer });
}

/** A public list, page by page. */
export function publicListStep<O extends PublicOperation & Paged, T>(
  operation: O,
  listing: (call: Call<O>) => Listing<T>,
): Endpoint {
  return publicEndpoint(operation, (call) => pageOf(operation, call, listing(call)));
}

function pageOf<T>(operation: Operation, call: PagedCall, listing: Listing<T>): Promise<Reply> {
  const { within, from, to, ascending = false, keep, view, of } = listing;
  const list = "list" in listing ? listing.list : listing.partsOf.id;
  const narrowed = { within, from, to, ascending, isShown: true, ...(keep && { keep }) };
  const readPart = (place: Place) => {
    if (list === undefined) return Promise.resolve({ values: [] });
    return readPage(listing, list, { ...place, ...narrowed }, call.cost);
  };
  return pageReply(operation, call, list ?? "", readPart, view, of);
}

type Narrowing = { readonly status?: string | undefined; readonly certificationId?: string | undefined };

/** The filter of a query. A page may then hold fewer than `limit` things, even none, and still have a next page. */
export function only<T>({ status, certificationId }: Narrowing, of: (value: T) => Narrowing): Pick<Listing<T>, "keep"> {
  if (status === undefined && certificationId === undefined) return {};
  const keep = (value: T) => {
    const is = of(value);
    const isOfStatus = status === undefined || is.status === status;
    return isOfStatus && (certificationId === undefined || is.certificationId === certificationId);
  };
  return { keep };
}

type PagedCall = Invocation & { readonly query: Paging; readonly account?: Account };

export type Place = Pick<Part, "limit" | "after">;

/** One page. Its cursor is only valid for this caller, operation, list and query. */
export async function pageReply<T>(
  operation: Operation,
  { query: { limit, cursor, ...narrowed }, now, account }: PagedCall,
  list: string,
  readPart: (place: Place) => Promise<Page<T>>,
  view: (value: T, now: Instant) => unknown,
  of: (value: T) => string | undefined = () => undefined,
): Promise<Reply> {
  const scope = scopeOf(operation, account, list, narrowed);
  const after = cursor === undefined ? undefined : await readCursor(cursor, scope, now);
  const { values, next } = await readPart({ limit, after });
  const nextCursor = next === undefined ? undefined : await writeCursor(next, scope, now);
  return showing(jsonReply(200, { data: values.map((value) => view(value, now)), nextCursor }), values.map(of));
}

function scopeOf(operation: Operation, account: Account | undefined, list: string, narrowed: object): CursorScope {
  return { caller: account?.accountId, operationId: operation.id, list, query: JSON.stringify(narrowed) };
}

const readAtOnce = 1_000;

type Filed = Invocation & { readonly query: { readonly cursor?: string | undefined }; readonly account: Account };

/** A list as CSV, up to `most` lines. If there are more, a header has the cursor of the next file. */
export async function fileReply<T>(
  operation: Operation,
  { query: { cursor, ...narrowed }, now, account }: Filed,
  { name, list, most }: { readonly name: string; readonly list: string; readonly most: number },
  readPart: (place: Place) => Promise<Page<T>>,
  csv: (values: readonly T[]) => string,
  of: (value: T) => string | undefined,
): Promise<Reply> {
  const scope = scopeOf(operation, account, list, narrowed);
  const values: T[] = [];
  let after = cursor === undefined ? undefined : await readCursor(cursor, scope, now);
  do {
    const page = await readPart({ limit: Math.min(readAtOnce, most - values.length), after });
    values.push(...page.values);
    after = page.next;
  } while (after !== undefined && values.length < most);
  const reply = csvReply(name, csv(values));
  const headers = { ...reply.headers, ...(after && { "x-next-cursor": await writeCursor(after, scope, now) }) };
  return showing({ ...reply, headers }, values.map(of));
}

function readPage<T>(listing: Listing<T>, list: string, part: Part<T>, cost: Cost): Promise<Page<T>> {
  const { entity } = listing;
  if ("partsOf" in listing) {
    return listParts(entity, listing.partsOf.key, part, cost);
  }
  return listing.things === undefined ? listOwned(entity, list, part, cost) : listNamed(listing.things, part, cost);
}
