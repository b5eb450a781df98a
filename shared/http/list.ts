import type { Operation } from "../contract/operation.ts";
import type { Instant } from "../domain/instant.ts";
import type { Entity } from "../store/entity.ts";
import { listOwned, type Part } from "../store/list.ts";
import { type CursorScope, readCursor, writeCursor } from "./cursor.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { type AccountCall, accountEndpoint, type Call, type Endpoint, publicEndpoint } from "./step.ts";

type Paging = { readonly limit: number; readonly cursor?: string | undefined };

/** Which list is shown, how it is narrowed, and how each thing in it is shown. */
export type Listing<T> = Pick<Part, "within" | "ascending"> & {
  readonly entity: Entity<T>;
  /** No list at all is an empty one. */
  readonly list: string | undefined;
  readonly view: (value: T, now: Instant) => unknown;
};

/** A caller's own list, a page at a time. */
export function listStep<P, Q extends Paging, B, T>(
  operation: Operation<P, Q, B, "account" | "staff">,
  listing: (call: AccountCall<P, Q, B>) => Listing<T>,
): Endpoint {
  return accountEndpoint(operation, (call) => pageOf(operation, call, listing(call)));
}

/** A public list, a page at a time. */
export function publicListStep<P, Q extends Paging, B, T>(
  operation: Operation<P, Q, B, "public">,
  listing: (call: Call<P, Q, B>) => Listing<T>,
): Endpoint {
  return publicEndpoint(operation, (call) => pageOf(operation, call, listing(call)));
}

async function pageOf<P, Q extends Paging, B, T>(
  operation: Operation<P, Q, B>,
  { query: { limit, cursor, ...narrowed }, now, cost }: Call<P, Q, B>,
  { entity, list, within, ascending = false, view }: Listing<T>,
): Promise<Reply> {
  if (list === undefined) return jsonReply(200, { data: [] });
  const scope: CursorScope = { operationId: operation.id, list, query: JSON.stringify(narrowed) };
  const after = cursor === undefined ? undefined : await readCursor(cursor, scope, now);
  const { values, next } = await listOwned(entity, list, { limit, after, within, ascending }, cost);
  const nextCursor = next === undefined ? undefined : await writeCursor(next, scope, now);
  return jsonReply(200, { data: values.map((value) => view(value, now)), nextCursor });
}
