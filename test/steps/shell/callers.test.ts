import { expect, test, vi } from "vitest";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import { call, refusal } from "../calls.ts";

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

/** True if a token with this claim belongs to staff. The authorizer writes a list without quotes. */
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
    accountId: "account-2",
    email: "ana@example.org",
    emailVerified: true,
    name: "Ana Sá",
    staff: false,
  });
});

const seen = async (claims: object) => (await call(getMe, { as: { sub: "account-3", ...claims } })).body;

test.each([
  ["empty", ""],
  ["blank", " "],
  ["without a domain", "ana"],
  ["with a blank", "ana sa@example.org"],
  ["with a NUL", "ana\u0000@example.org"],
  ["with a letter beyond ASCII", "an\u00e1@example.org"],
  ["with a Kelvin sign", "\u212aana@example.org"],
  ["too long", `${"a".repeat(250)}@example.org`],
])("a token's address that is %s is none, and is not verified", async (_, email) => {
  expect(await seen({ email, email_verified: "true" })).toEqual({
    accountId: "account-3",
    emailVerified: false,
    staff: false,
  });
});

test("an account whose token has an empty address can order", async () => {
  const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
  const as = { ...given.someone(), email: "" };

  expect((await call(placeOrder, { body: { items }, as })).status).toBe(201);
});

test("a gift to an address is not for the account with a Kelvin sign in place of its k", async () => {
  const giver = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, giver);
  const recipientEmail = `k-${giver.email}`;
  given.must([200], await given.giving(code, recipientEmail, giver));
  const other = { ...given.someone(), email: recipientEmail.replace("k", "\u212a") };
  const recipient = { ...given.someone(), email: recipientEmail.toUpperCase() };

  expect(refusal(await given.registering(code, certificationId, other))).toEqual([404, "authorization-code-not-found"]);
  expect((await given.registering(code, certificationId, recipient)).status).toBe(201);
});

test.each([
  ["empty", ""],
  ["with a direction override", "Ana \u202eaS"],
  ["with an isolate", "Ana \u2067aS"],
  ["with a NUL", "Ana\u0000Sá"],
  ["with a line break", "Ana\nSá"],
  ["of nothing that can be seen", "\u200b\u3164"],
  ["of half a character", "Ana \ud83d"],
  ["too long", "a".repeat(201)],
])("a token's name that is %s is none", async (_, name) => {
  expect(await seen({ name })).toEqual({ accountId: "account-3", emailVerified: false, staff: false });
});

test("a token's name is read as a body's is: trimmed and composed", async () => {
  expect(await seen({ name: " Ana Sa\u0301 " })).toMatchObject({ name: "Ana S\u00e1" });
});

test.each(["TRUE", "1", "yes", "[true]", ""])("an address with email_verified %j is not verified", async (verified) => {
  expect(await seen({ email: "ana@example.org", email_verified: verified })).toMatchObject({ emailVerified: false });
});

test.each([
  ["empty", ""],
  ["with a blank", "ana sa"],
  ["with a NUL", "ana\u0000"],
  ["with a letter beyond ASCII", "an\u00e1"],
  ["too long", "a".repeat(256)],
])("a token whose account is %s is a 401", async (_, sub) => {
  expect(refusal(await call(getMe, { as: { sub } }))).toEqual([401, "unauthorized"]);
});

test("every answer carries the request's id and is kept by no cache", async () => {
  const answers = [await call(getMe), await call(getMe, { as: given.someone(), query: { no: "1" } })];

  for (const { headers } of answers) {
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["cache-control"]).toBe("no-store");
  }
});
