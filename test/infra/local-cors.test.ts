import { expect, test } from "vitest";
import { isPreflight, withCors } from "../../infra/local/aws/gateway/cors.ts";

const cors = {
  allowOrigins: ["*"],
  allowMethods: ["GET", "PUT"],
  allowHeaders: ["authorization"],
  exposeHeaders: ["etag", "location"],
  maxAge: 60,
};
const app = "https://app.example.org";
const request = (method: string, ...rawHeaders: string[]) => ({ method, rawHeaders });
const answer = (headers: { readonly [name: string]: string } = {}) => ({ status: 200, headers, body: Buffer.alloc(0) });

const toAny = { "access-control-allow-origin": "*", "access-control-expose-headers": "etag,location" };
const toApp = { ...toAny, "access-control-allow-origin": app };
const preflight = request("OPTIONS", "Origin", app, "Access-Control-Request-Method", "PUT");

test.each([
  ["without an origin", cors, request("GET"), {}],
  ["of any origin", cors, request("GET", "Origin", app), toAny],
  [
    "of a named origin",
    { ...cors, allowOrigins: ["https://b.example.org", app] },
    request("GET", "Origin", app),
    toApp,
  ],
  ["of another origin", { ...cors, allowOrigins: ["https://b.example.org"] }, request("GET", "Origin", app), {}],
  ["of an origin that is none of a server", cors, request("GET", "Origin", "null"), toAny],
  [
    "that asks whether it may",
    cors,
    preflight,
    {
      ...toAny,
      "access-control-allow-methods": "GET,PUT",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "60",
    },
  ],
  ["that is OPTIONS and does not ask", cors, request("OPTIONS", "Origin", app), toAny],
])("a request %s", (_, rules, asked, added) => {
  expect(withCors(rules, asked, answer({ etag: "1" })).headers).toEqual({ etag: "1", ...added });
});

test("what a function says of CORS itself is left out, where the gateway knows of it", () => {
  const own = answer({ "access-control-allow-origin": app, "access-control-allow-credentials": "true" });

  expect(withCors(cors, request("GET", "Origin", "https://b.example.org"), own).headers).toEqual(toAny);
  expect(withCors(cors, request("GET"), own).headers).toEqual({});
  expect(withCors(undefined, request("GET"), own)).toEqual(own);
});

test("only OPTIONS with an origin and a method asks whether a page may", () => {
  expect(isPreflight(preflight)).toBe(true);
  expect(isPreflight(request("OPTIONS", "Origin", app))).toBe(false);
  expect(isPreflight({ ...preflight, method: "GET" })).toBe(false);
});
