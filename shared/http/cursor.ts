import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { type Position, positionSchema } from "../store/list.ts";
import { secretValues } from "../store/secrets.ts";
import { Problem } from "./problem.ts";

/** What a cursor belongs to: it is good for the same caller and the same query only. */
export type CursorScope = { readonly operationId: string; readonly list: string; readonly query: string };

/** A place in a list, as an opaque text that only we can make. */
export async function writeCursor(position: Position, scope: CursorScope, now: Instant): Promise<string> {
  const [secret = ""] = await secretValues("cursor", now);
  const payload = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${payload}.${sign(payload, scope, secret).toString("base64url")}`;
}

/** Reads a cursor that `writeCursor` made for the same scope; refuses any other (422). */
export async function readCursor(cursor: string, scope: CursorScope, now: Instant): Promise<Position> {
  const [payload = "", signature = ""] = cursor.split(".");
  const given = Buffer.from(signature, "base64url");
  const secrets = await secretValues("cursor", now);
  const ours = secrets.some((secret) => {
    const expected = sign(payload, scope, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!ours) {
    throw new Problem("invalid-request", [{ pointer: "/query/cursor", detail: "is not a cursor of this list" }]);
  }
  return positionSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}

function sign(payload: string, scope: CursorScope, secret: string): Buffer {
  const bound = JSON.stringify([scope.operationId, scope.list, scope.query, payload]);
  return createHmac("sha256", secret).update(bound).digest();
}
