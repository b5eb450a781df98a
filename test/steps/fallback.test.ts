import { expect, test } from "vitest";
import { handler } from "../../functions/describe-api/handler.ts";
import { dispatch, type Request } from "../support/invoke.ts";

/** A request that no route matches: the gateway sends it to the fallback. */
async function elsewhere(method: string, path: string, request: Request = {}) {
  const { statusCode, headers = {}, body = "" } = await dispatch(handler, { method, path }, request);
  return { status: statusCode, headers, body };
}

test.each([
  ["/v1/orders", "GET, OPTIONS, POST"],
  ["/v1/orders/ord_1", "GET, OPTIONS"],
  ["/.well-known/jwks.json", "GET, OPTIONS"],
  ["/v1/orders/", "OPTIONS"],
  ["/no/such/path", "OPTIONS"],
])("OPTIONS %s is answered, so that a page of another origin may go on: %s", async (path, allow) => {
  const { status, headers, body } = await elsewhere("OPTIONS", path);

  expect([status, headers.allow, body]).toEqual([204, allow, ""]);
});
