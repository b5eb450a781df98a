import { describe, expect, test } from "vitest";
import * as z from "zod";
import { getCertificatePdf, getCredential } from "../../../shared/contract/certificate/credentials.ts";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { setBenefitRule } from "../../../shared/contract/partner/benefit-grants.ts";
import { inviteByEmail } from "../../../shared/contract/partner/bulk-invitation.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import {
  getAuthorizationCode,
  giveAuthorizationCode,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { cancelOrder, listOrders, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { wordOf } from "../../../shared/contract/worded-faults.ts";
import * as given from "../../support/given.ts";
import { call, problem, refusal } from "../calls.ts";

const staff = given.staff;
const details = (response: Parameters<typeof problem>[0]) =>
  (problem(response).errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`);

describe("what is wrong with a part of a request is told in plain words", () => {
  test.each(["0", "101", "1000", "-1", "ten", "1.5", ""])("?limit=%s", async (limit) => {
    const answer = await call(listOrders, { query: { limit }, as: given.someone() });
    expect(details(answer)).toEqual(["/query/limit must be a whole number from 1 to 100"]);
  });

  const item = { product: "certification", certificationId: "acp-cloud-computing", quantity: 1 };
  test.each([
    [{}, "/items is required"],
    [{ items: null }, "/items must be a list"],
    [{ items: [] }, "/items must not be empty"],
    [{ items: Array.from({ length: 21 }, () => item) }, "/items must have at most 20 items"],
    [{ items: [1] }, "/items/0 must be an object"],
    [{ items: [{ ...item, quantity: undefined }] }, "/items/0/quantity is required"],
    [{ items: [{ ...item, quantity: "1" }] }, "/items/0/quantity must be a number"],
    [{ items: [{ ...item, quantity: 1.5 }] }, "/items/0/quantity must be a whole number"],
    [{ items: [{ ...item, quantity: 0 }] }, "/items/0/quantity must be at least 1"],
    [{ items: [{ ...item, certificationId: undefined }] }, "/items/0/certificationId is required"],
    [{ items: [{ ...item, certificationId: 1 }] }, "/items/0/certificationId must be a text"],
    [{ items: [{ ...item, more: 1 }] }, "/items/0/more is not known here"],
    [
      { items: [{ product: "book", quantity: 1 }] },
      '/items/0/product must be one of "certification", "redemption-code", "offline-training"',
    ],
    [
      { items: [{ quantity: 1 }] },
      '/items/0/product must be one of "certification", "redemption-code", "offline-training"',
    ],
  ])("an order of %j", async (body, fault) => {
    expect(details(await call(placeOrder, { body, as: given.someone() }))).toEqual([fault]);
  });

  test("texts, addresses, instants, and values of a list", async () => {
    const as = given.someone();
    const params = { code: "EDU-7F3K-9QXW-2M8T-R5VN-8" };
    const give = (body: unknown) => call(giveAuthorizationCode, { params, body, as });
    expect(details(await give({ recipientEmail: "ben", message: "" }))).toEqual([
      "/recipientEmail is not an e-mail address",
      "/message must not be empty",
    ]);
    expect(details(await give({ recipientEmail: "ben@example.org", message: "x".repeat(1001) }))).toEqual([
      "/message must have at most 1000 characters",
    ]);
    const entry = { level: "acp", title: "T", price: { amount: 1, currency: "EUR" }, status: "live" };
    const put = { params: { certificationId: "acp-x" }, as: staff };
    expect(details(await call(putCertification, { ...put, body: { ...entry, endOfSaleAt: "tomorrow" } }))).toEqual([
      '/price/currency must be "USD"',
      '/status must be one of "draft", "published", "end-of-sale", "end-of-life"',
      "/endOfSaleAt is not an instant with a time zone, such as 2026-11-22T09:30:00Z",
    ]);
  });

  test("a value that may have several forms", async () => {
    const rule = { params: { partnerId: "par_1" }, as: staff };
    const asked = { level: "acp", reason: "R" };
    expect(details(await call(setBenefitRule, { ...rule, body: { ...asked, rule: { base: 1 } } }))).toEqual([
      "/rule/forEachCertificate is required",
    ]);
    expect(details(await call(setBenefitRule, { ...rule, body: { ...asked, rule: 1 } }))).toEqual([
      "/rule must be an object",
    ]);
    const invited = await call(inviteByEmail, { params: { organizationId: "org_1" }, body: {}, as: given.someone() });
    expect(details(invited)).toEqual(["/emails is required"]);
  });
});

test("a code of another kind is named as such, a list of another name too", async () => {
  const as = given.someone();
  const asked = (code: string) => call(getAuthorizationCode, { params: { code }, as });
  expect(details(await asked("CRT-7F3K-9QXW-2M8T-R5VN-8"))).toEqual([
    "/path/code is not an authorization code: it does not begin with EDU",
  ]);
  expect(details(await asked("lists"))).toEqual([
    "/path/code is not an authorization code: it does not begin with EDU",
  ]);
});

/** All schema errors without a text of ours. */
const unworded: readonly (readonly [z.ZodType, unknown, string])[] = [
  [z.boolean(), 1, "must be true or false"],
  [z.null(), 1, "must be null"],
  [z.record(z.string(), z.int()), 1, "must be an object"],
  [z.union([z.string(), z.boolean()]), 1, "fits none of the forms that it can have"],
  [z.array(z.int()).min(2), [1], "must have at least 2 items"],
  [z.string().max(1), "ab", "must have at most 1 character"],
  [z.int().multipleOf(5), 3, "must be a multiple of 5"],
  [z.url(), "x", "is not a URL"],
  [z.uuid(), "x", "is not written as it must be"],
  [z.strictObject({}), { a: 1 }, "has members that are not known here"],
  [z.bigint(), 1, "must be of the type bigint"],
  [z.custom(() => false), 1, "is not what it must be"],
  [z.int().max(5), 6, "must be at most 5"],
];

test.each(unworded)("schema %# has words for what it finds", (schema, value, words) => {
  const { error } = schema.safeParse(value, { error: wordOf });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});

test("no operation tells of a fault in the words of the schema library", async () => {
  const values = [undefined, null, 0, 1.5, "", " ", "x", [], {}, [{}], { x: 1 }];
  const told = operations.flatMap(({ params, query, body }) =>
    [params, query, body].flatMap((part) => {
      const shape = part instanceof z.ZodObject ? Object.keys(part.shape) : [];
      const tried = values.flatMap((value) => [value, ...shape.map((name) => ({ [name]: value }))]);
      return tried.flatMap((value) => part.safeParse(value, { error: wordOf }).error?.issues ?? []);
    }),
  );
  const foreign = told
    .filter(({ message }) => /\bInvalid\b|\bToo \w+:|, received |\bexpected \w+|must match pattern/.test(message))
    .map(({ message }) => message);
  expect(foreign).toEqual([]);
  expect(told.length).toBeGreaterThan(2000);
});

test("a link without its token leads to nothing, like one with a wrong token", async () => {
  const params = { certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-8" };
  for (const operation of [getCertificatePdf, getCredential]) {
    const answers = [await call(operation, { params }), await call(operation, { params, query: { token: "wrong" } })];
    expect(answers.map(refusal)).toEqual([
      [404, "certificate-not-found"],
      [404, "certificate-not-found"],
    ]);
  }
});

test("the type of a problem is absolute, and a repetition gets the type that was recorded", async () => {
  const as = given.someone();
  const cancel = (host: string) =>
    call(cancelOrder, { params: { orderId: "ord_1" }, as, headers: { "idempotency-key": "one", host } });
  const first = problem(await cancel("api.example.org"));
  const again = await cancel("other.example.org");

  expect(first.type).toBe("https://api.example.org/problems/order-not-found");
  expect(again.headers["idempotent-replayed"]).toBe("true");
  expect(again.body).toEqual(first);
  expect(problem(await call(placeOrder, { body: {}, as, headers: { host: "api.example.org" } })).type).toBe(
    "https://api.example.org/problems/invalid-request",
  );
});
