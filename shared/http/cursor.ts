import type { Instant } from "../domain/instant.ts";
import { type Position, positionSchema } from "../store/core/query.ts";
import { Problem } from "./problem.ts";
import { seal, unseal } from "./sealed.ts";

/** A cursor is only valid for one caller and query. */
export type CursorScope = {
  /** Absent for public lists. */
  readonly caller: string | undefined;
  readonly operationId: string;
  readonly list: string;
  readonly query: string;
};

/** A place in a list as an encrypted text, because it holds keys of the table. */
export async function writeCursor(position: Position, scope: CursorScope, now: Instant): Promise<string> {
  return seal("internal/cursor", JSON.stringify(position), bound(scope), now);
}

/** Refuses a cursor of another scope (422). */
export async function readCursor(cursor: string, scope: CursorScope, now: Instant): Promise<Position> {
  const position = await unseal("internal/cursor", cursor, bound(scope), now);
  if (position === undefined)
    throw new Problem("invalid-request", [{ pointer: "/query/cursor", detail: "is not a cursor of this list" }]);
  return positionSchema.parse(JSON.parse(position));
}

function bound({ caller, operationId, list, query }: CursorScope): string {
  return JSON.stringify([caller ?? null, operationId, list, query]);
}
