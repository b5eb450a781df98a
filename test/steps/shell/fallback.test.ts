import { describe, expect, test } from "vitest";
import { handler } from "../../../functions/describe-api/handler.ts";
import { dispatch, type Request } from "../../support/invoke.ts";

/** No route matches the request, so the gateway sends it to the fallback. */
async function elsewhere(method: string, path: string, request: Request = {}) {
  const { statusCode, headers = {}, body = "" } = await dispatch(handler, { method, path }, request);
  return { status: statusCode, headers, body };
}

test.each([
  ["/v1/orders", "GET, HEAD, OPTIONS, POST"],
  ["/v1/orders/ord_1", "GET, HEAD, OPTIONS"],
  ["/.well-known/jwks.json", "GET, HEAD, OPTIONS"],
  ["/v1/orders/", "OPTIONS"],
  ["/no/such/path", "OPTIONS"],
])("OPTIONS %s is answered, so that a page of another origin may go on: %s", async (path, allow) => {
  const { status, headers, body } = await elsewhere("OPTIONS", path);

  expect([status, headers.allow, body]).toEqual([204, allow, ""]);
});

describe("a path that takes other methods", () => {
  test.each([
    ["PUT", "/v1/orders", "GET, HEAD, OPTIONS, POST"],
    ["HEAD", "/v1/webhooks/payments", "OPTIONS, POST"],
    ["GET", "/v1/webhooks/payments", "OPTIONS, POST"],
    ["POST", "/verify/CRT-1", "GET, HEAD, OPTIONS"],
    ["DELETE", "/docs/redoc.js", "GET, HEAD, OPTIONS"],
  ])("refuses %s %s and names them: %s", async (method, path, allow) => {
    const { status, headers, body } = await elsewhere(method, path);

    expect([status, headers.allow, headers["content-type"]]).toEqual([405, allow, "application/problem+json"]);
    expect(JSON.parse(body)).toMatchObject({
      type: expect.stringMatching(/^https?:\/\/[^/]+\/problems\/method-not-allowed$/),
      code: "method-not-allowed",
    });
  });

  test("is one of ours in each part: what is not is a 404 to any method", async () => {
    for (const path of ["/v1/orders/", "/v1/orders/ord_1/parts", "/v1", "/", "//verify"])
      for (const method of ["GET", "HEAD", "PUT"])
        expect((await elsewhere(method, path)).status, `${method} ${path}`).toBe(404);
  });
});
