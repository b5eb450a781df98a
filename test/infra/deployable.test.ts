import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { faultsOf, faultsOfIssuer } from "../../infra/settings/deployable.ts";
import local from "../../infra/settings/local.ts";

const issuer = "https://login.certs.test/realm";

let server: Server;
let answer: { readonly status: number; readonly body: string };

beforeEach(async () => {
  server = createServer((request, response) => {
    const isAsked = request.url === "/realm/.well-known/openid-configuration";
    response.writeHead(isAsked ? answer.status : 404).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** The issuer's host, on this machine: a certificate for its name cannot be had here. */
const get: typeof fetch = async (url, options) => {
  const { port }: AddressInfo = Object(server.address());
  return await fetch(String(url).replace("https://login.certs.test", `http://127.0.0.1:${port}`), options);
};

const right = { issuer, jwks_uri: `${issuer}/keys`, authorization_endpoint: `${issuer}/login` };

test.each([
  ["that publishes what OpenID Connect asks for", issuer, 200, JSON.stringify(right), []],
  ["that has no such document", issuer, 404, "", [expect.stringContaining("answers 404")]],
  ["that answers with a page", issuer, 200, "<html>", [expect.stringContaining("does not answer")]],
  ["without keys", issuer, 200, JSON.stringify({ issuer }), [expect.stringContaining("no discovery document")]],
  [
    "that calls itself otherwise",
    `${issuer}/`,
    200,
    JSON.stringify(right),
    [expect.stringContaining(`calls itself ${issuer}, letter by letter`)],
  ],
])("an issuer %s", async (_, named, status, body, faults) => {
  answer = { status, body };
  expect(await faultsOfIssuer(named, get)).toEqual(faults);
});

test("an issuer that nobody reaches is told before CloudFormation would tell it", async () => {
  const none: typeof fetch = async () => await fetch("http://127.0.0.1:1/");
  expect(await faultsOfIssuer(issuer, none)).toEqual([expect.stringContaining("does not answer")]);
});

test("settings with placeholders, or without account and region, are told first, and nothing is asked of anyone", async () => {
  const asked: unknown[] = [];
  const count: typeof fetch = async (url) => {
    asked.push(url);
    return await fetch(url);
  };

  expect(await faultsOf(local, count)).toEqual([
    "issuer still holds a placeholder",
    "mailFrom still holds a placeholder",
    "account: the account to deploy to",
    "region: the region to deploy to",
  ]);
  expect(asked).toEqual([]);
});
