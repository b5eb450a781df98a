import { expect, test } from "vitest";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listPartners } from "../../../shared/contract/partner/partners.ts";
import { listCertifications } from "../../../shared/contract/programme/catalogue-operations.ts";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { listOrders } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { partner } from "../../support/partners.ts";
import { call, pageOf, pointers, refusal } from "../calls.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];

type Listed = Parameters<typeof call>[0];
type Query = Record<string, string>;

/** The cursor behind the first thing of a list. */
async function cursorOf(operation: Listed, as: Claims, query: Query = {}): Promise<string> {
  const { nextCursor = "" } = pageOf(await call(operation, { query: { limit: "1", ...query }, as }));
  return nextCursor;
}

const withOrders = async () => {
  const ana = given.someone();
  await given.order(items, ana);
  await given.order(items, ana);
  return { ana, cursor: await cursorOf(listOrders, ana) };
};

async function refused(operation: Listed, as: Claims, cursor: string, query: Query = {}) {
  const answer = await call(operation, { query: { ...query, cursor }, as });
  return [...refusal(answer), ...pointers(answer)];
}

const bad = [422, "invalid-request", "/query/cursor"];

test("a cursor of another account is refused", async () => {
  const { cursor } = await withOrders();

  expect(await refused(listOrders, given.someone(), cursor)).toEqual(bad);
});

test("a cursor of a list that several may see is its caller's own", async () => {
  await Promise.all([partner(), partner()]);
  const other = { ...given.staff, sub: "staff-2" };
  const cursor = await cursorOf(listPartners, given.staff);

  expect(await refused(listPartners, other, cursor)).toEqual(bad);
  expect((await call(listPartners, { query: { cursor }, as: given.staff })).status).toBe(200);
});

test("a cursor tells nothing of where it leads, and is the same as long as the list is", async () => {
  const { ana, cursor } = await withOrders();
  const bytes = Buffer.from(cursor, "base64url").toString("latin1");

  expect(cursor).toMatch(/^[\w-]+$/);
  for (const each of ["ORDER", "ord_", "pk", "ACCOUNT", ana.sub, "2026"]) expect(bytes).not.toContain(each);
  expect(await cursorOf(listOrders, ana)).toBe(cursor);
});

test("a cursor of another operation is refused", async () => {
  const { ana, cursor } = await withOrders();

  expect(await refused(listRegistrations, ana, cursor)).toEqual(bad);
});

test("a cursor of the same list asked otherwise is refused", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  await given.authorizationCodes([{ ...items[0], quantity: 2 }], ana);
  const cursor = await cursorOf(listAuthorizationCodes, ana);

  expect(await refused(listAuthorizationCodes, ana, cursor, { gifts: "received" })).toEqual(bad);
  expect(await refused(listAuthorizationCodes, ben, cursor)).toEqual(bad);
});

test("a cursor of one level is refused for another", async () => {
  await Promise.all([given.certification("ace"), given.certification("ace")]);
  const ana = given.someone();
  const cursor = await cursorOf(listCertifications, ana, { level: "ace" });

  expect(await refused(listCertifications, ana, cursor, { level: "acp" })).toEqual(bad);
  expect(await refused(listCertifications, ana, cursor)).toEqual(bad);
  expect((await call(listCertifications, { query: { level: "ace", cursor } })).status).toBe(200);
});

test("a cursor that was tampered with is refused, wherever", async () => {
  const { ana, cursor } = await withOrders();
  const bytes = Buffer.from(cursor, "base64url");

  for (const at of bytes.keys()) {
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(await refused(listOrders, ana, flipped.toString("base64url"))).toEqual(bad);
  }
  const own = Buffer.from(JSON.stringify({ pk: "ORDER#x", sk: ".", ownerSort: "order#x" })).toString("base64url");
  for (const each of [own, cursor.slice(0, -4), cursor.slice(4), `${cursor}AAAA`, "x", "*"])
    expect(await refused(listOrders, ana, each)).toEqual(bad);
});

test("a cursor that is empty or too long is refused", async () => {
  const ana = given.someone();

  expect(await refused(listOrders, ana, "")).toEqual(bad);
  expect(await refused(listOrders, ana, "x".repeat(2049))).toEqual(bad);
});

test("a cursor does not care how many are asked for next", async () => {
  const { ana, cursor } = await withOrders();

  expect(pageOf(await call(listOrders, { query: { cursor, limit: "7" }, as: ana })).data).toHaveLength(1);
});
