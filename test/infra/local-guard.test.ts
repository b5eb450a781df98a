import { expect, test } from "vitest";
import { refusalOf } from "../../infra/local/host/guard.ts";

function codeOf(...rawHeaders: string[]): string | undefined {
  return refusalOf({ rawHeaders })?.code;
}

test.each([
  "localhost",
  "localhost:3000",
  "LOCALHOST:3000",
  "certrail.localhost:3000",
  "a.b.localhost",
  "127.0.0.1:3000",
  "127.255.0.9",
  "[::1]",
  "[::1]:3000",
])("%s is a name of this machine", (host) => {
  expect(codeOf("Host", host)).toBeUndefined();
});

test.each([
  "",
  "evil.example",
  "evil.example:3000",
  "localhost.evil.example",
  "localhost.",
  "evillocalhost",
  ".localhost",
  "127.0.0.1.evil.example",
  "127.evil.example",
  "127.0.0.256",
  "127.1",
  "128.0.0.1",
  "0.0.0.0:3000",
  "10.0.0.1",
  "[::]:3000",
  "[::ffff:127.0.0.1]",
  "::1",
  "localhost@evil.example",
  "localhost:3000@evil.example",
  "localhost:",
  "localhost:123456",
  "localhost/evil.example",
  "localhost:3000 evil.example",
  "evil.example,localhost",
])("%j is none", (host) => {
  expect(codeOf("Host", host)).toBe("not-this-machine");
});

test("a request without a host, or with two, is refused", () => {
  expect(codeOf()).toBe("not-this-machine");
  expect(codeOf("Host", "localhost", "host", "localhost")).toBe("not-this-machine");
});

test.each([
  ["no page", [], undefined],
  ["a page of the host", ["Origin", "http://localhost:3000", "Sec-Fetch-Site", "same-origin"], undefined],
  ["a page of the host behind TLS", ["Origin", "https://localhost:3000"], undefined],
  ["somebody who typed the address", ["Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"], undefined],
  ["a page of another port", ["Origin", "http://localhost:5173", "Sec-Fetch-Site", "same-site"], "other-site"],
  ["a page of another port, without an origin", ["Sec-Fetch-Site", "same-site"], "other-site"],
  ["a page of another of its names", ["Origin", "http://127.0.0.1:3000"], "other-site"],
  ["a page of another site", ["Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"], "other-site"],
  ["an old browser's page of another site", ["Origin", "https://evil.example"], "other-site"],
  ["a link of another site", ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"], "other-site"],
  ["a page without an origin of its own", ["Origin", "null"], "other-site"],
  ["two origins", ["Origin", "http://localhost:3000", "Origin", "https://evil.example"], "other-site"],
  ["a relation that no browser names", ["Sec-Fetch-Site", "same-orgin"], "other-site"],
])("a request of %s", (_, headers, refusal) => {
  expect(codeOf("Host", "localhost:3000", ...headers)).toBe(refusal);
});
