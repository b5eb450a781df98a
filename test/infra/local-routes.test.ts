import { expect, test } from "vitest";
import { Routes } from "../../infra/local/aws/gateway/routes.ts";

const routes = new Routes(
  [
    "$default",
    "ANY /v1/{proxy+}",
    "GET /v1/{kind}/fixed",
    "GET /v1/things/{id}",
    "GET /v1/things/fixed",
    "ANY /v1/things/{id}",
  ].map((key) => ({ key, functionArn: key, isPermitted: true })),
);

test.each([
  ["GET", "/v1/things/fixed", "GET /v1/things/fixed"],
  ["GET", "/v1/things/7", "GET /v1/things/{id}"],
  ["PUT", "/v1/things/7", "ANY /v1/things/{id}"],
  ["GET", "/v1/others/fixed", "GET /v1/{kind}/fixed"],
  ["POST", "/v1/others/fixed", "ANY /v1/{proxy+}"],
  ["GET", "/v1/things/", "ANY /v1/{proxy+}"],
  ["GET", "/v1", "$default"],
  ["GET", "/v1/", "$default"],
  ["HEAD", "/health", "$default"],
])("%s %s goes to %s", (method, path, key) => {
  expect(routes.choose(method, path)?.route.key).toBe(key);
});

test("the parameters of a path are decoded", () => {
  expect(routes.choose("GET", "/v1/things/a%20b%2Fc")?.pathParameters).toEqual({ id: "a b/c" });
  expect(routes.choose("POST", "/v1/a/b%20c")?.pathParameters).toEqual({ proxy: "a/b c" });
});

test("without a fallback, a path that fits no route has none", () => {
  expect(
    new Routes([{ key: "GET /health", functionArn: "", isPermitted: true }]).choose("POST", "/health"),
  ).toBeUndefined();
});
