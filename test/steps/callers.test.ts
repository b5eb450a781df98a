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

  for (const groups of [undefined, "", "[]", "[staffer]", "[candidates nostaff]", "STAFF"]) {
    const as = { ...given.someone(), ...(groups !== undefined && { groups }) };
    expect(refusal(await call(operation, { ...request, as }))).toEqual([403, "forbidden"]);
  }
  expect(sent).not.toHaveBeenCalled();
  sent.mockRestore();
});

test("a token of several groups is a member of staff's if one of them is staff", async () => {
  const { body } = await call(getMe, { as: { sub: "account-1", groups: "[candidates staff]" } });

  expect(body).toEqual({ accountId: "account-1", emailVerified: false, staff: true });
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
