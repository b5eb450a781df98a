import type { Instant } from "../domain/instant.ts";
import { type Position, positionSchema } from "../store/list.ts";
import { isOwnSignature, ownSignature } from "./own-signature.ts";
import { Problem } from "./problem.ts";

/** What a cursor belongs to: it is good for the same caller and the same query only. */
export type CursorScope = { readonly operationId: string; readonly list: string; readonly query: string };

/** A place in a list, as an opaque text that only we can make. */
export async function writeCursor(position: Position, scope: CursorScope, now: Instant): Promise<string> {
  const payload = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${payload}.${await ownSignature("cursor", bound(payload, scope), now)}`;
}

/** Reads a cursor that `writeCursor` made for the same scope; refuses any other (422). */
export async function readCursor(cursor: string, scope: CursorScope, now: Instant): Promise<Position> {
  const [payload = "", signature = ""] = cursor.split(".");
  if (!(await isOwnSignature("cursor", bound(payload, scope), signature, now))) {
    throw new Problem("invalid-request", [{ pointer: "/query/cursor", detail: "is not a cursor of this list" }]);
  }
  return positionSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}

function bound(payload: string, { operationId, list, query }: CursorScope): string {
  return JSON.stringify([operationId, list, query, payload]);
}
