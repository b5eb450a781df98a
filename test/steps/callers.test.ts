import { expect, test, vi } from "vitest";
import { getMe } from "../../shared/contract/account.ts";
import { operations } from "../../shared/contract/operations.ts";
import { client } from "../../shared/store/client.ts";
import * as given from "../support/given.ts";
import { call, refusal } from "./calls.ts";

const idsOf = (...kinds: readonly string[]) =>
  operations.filter(({ auth }) => kinds.includes(auth)).map((operation) => [operation.id, operation] as const);

test.each(idsOf("account", "staff"))("%s without a token is a 401, before anything is read", async (_, operation) => {
  const sent = vi.spyOn(client, "send");

  const answer = await call(operation, operation.method === "GET" ? {} : { body: {} });

  expect(refusal(answer)).toEqual([401, "unauthorized"]);
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
  expect(sent).not.toHaveBeenCalled();
  sent.mockRestore();
});

test.each(idsOf("staff"))("%s without the group is a 403, before anything is read", async (_, operation) => {
  const sent = vi.spyOn(client, "send");
  const request = operation.method === "GET" ? {} : { body: {} };

  const texts = [
    "",
    "[]",
    "[]certrail-staff",
    "[certrail-staffer]",
    "[a no-certrail-staff]",
    "CERTRAIL-STAFF",
    "[staff]",
  ];
  for (const groups of [undefined, ...texts]) {
    const as = { ...given.someone(), ...(groups !== undefined && { groups }) };
    expect(refusal(await call(operation, { ...request, as }))).toEqual([403, "forbidden"]);
  }
  expect(sent).not.toHaveBeenCalled();
  sent.mockRestore();
});

/** Whether a token with such a claim is taken for staff; the authorizer writes a list without quotes. */
async function isStaff(groups: unknown, headers?: Record<string, string>): Promise<unknown> {
  const text = Array.isArray(groups) ? `[${groups.join(" ")}]` : String(groups);
  const token = ["{}", JSON.stringify({ sub: "account-1", groups }), "signature"];
  const authorization = `Bearer ${token.map((part) => Buffer.from(part).toString("base64url")).join(".")}`;
  const { body } = await call(getMe, {
    as: { sub: "account-1", groups: text },
    headers: headers ?? { authorization },
  });
  return Object(body).staff;
}

test.each([
  ["the group alone", ["certrail-staff"]],
  ["several groups, one of which it is", ["candidates", "certrail-staff", "support staff"]],
  ["no list, but its name", "certrail-staff"],
])("a token with %s is a member of staff's", async (_, groups) => {
  expect(await isStaff(groups)).toBe(true);
});

test.each([
  ["a group that ends with its name", ["support certrail-staff"]],
  ["a group that begins with its name", ["certrail-staff emeriti"]],
  ["a group that has it in commas", ["a,certrail-staff,b"]],
  ["a group that has it in brackets", ["[certrail-staff]"]],
  ["a group that has it in quotes", ['"certrail-staff"']],
  ["a list in its list", [["certrail-staff"]]],
  ["a text that looks like the gateway's list", "[certrail-staff]"],
  ["a text that looks like a list of JSON", '["certrail-staff"]'],
  ["a text of several names", "candidates certrail-staff"],
  ["its name in capitals", ["CERTRAIL-STAFF"]],
])("a token with %s is not a member of staff's", async (_, groups) => {
  expect(await isStaff(groups)).toBe(false);
});

test("an event without its token, or with two of them, is taken for staff by no list of several names", async () => {
  const forged = Buffer.from(JSON.stringify({ groups: ["support", "certrail-staff"] })).toString("base64url");
  const two = { authorization: `Bearer e30.e30.x,Bearer e30.${forged}.x` };

  expect(await isStaff(["support certrail-staff"], {})).toBe(false);
  expect(await isStaff(["support certrail-staff"], two)).toBe(false);
  expect(await isStaff(["certrail-staff"], {})).toBe(true);
});

test("an account is told who it is, as its token says", async () => {
  const as = { sub: "account-2", email: "Ana@Example.org", email_verified: "true", name: "Ana Sá" };

  const { body } = await call(getMe, { as });

  expect(body).toEqual({
    ...{ accountId: "account-2", email: "ana@example.org", emailVerified: true, name: "Ana Sá", staff: false },
  });
});

test("every answer carries the request's id and is kept by no cache", async () => {
  const answers = [await call(getMe), await call(getMe, { as: given.someone(), query: { no: "1" } })];

  for (const { headers } of answers) {
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["cache-control"]).toBe("no-store");
  }
});
