import type { Instant } from "../domain/instant.ts";
import { type Position, positionSchema } from "../store/core/list.ts";
import { Problem } from "./problem.ts";
import { seal, unseal } from "./sealed.ts";

/** What a cursor belongs to: it is good for the same caller and the same query only. */
export type CursorScope = {
  /** The account that asks; nobody, where anyone may. */
  readonly caller: string | undefined;
  readonly operationId: string;
  readonly list: string;
  readonly query: string;
};

/** A place in a list, as a text that only we can make, and only we can read: it tells nobody how things are stored. */
export async function writeCursor(position: Position, scope: CursorScope, now: Instant): Promise<string> {
  return seal("cursor", JSON.stringify(position), bound(scope), now);
}

/** Reads a cursor that `writeCursor` made for the same scope; refuses any other (422). */
export async function readCursor(cursor: string, scope: CursorScope, now: Instant): Promise<Position> {
  const position = await unseal("cursor", cursor, bound(scope), now);
  if (position === undefined)
    throw new Problem("invalid-request", [{ pointer: "/query/cursor", detail: "is not a cursor of this list" }]);
  return positionSchema.parse(JSON.parse(position));
}

function bound({ caller, operationId, list, query }: CursorScope): string {
  return JSON.stringify([caller ?? null, operationId, list, query]);
}
