import { describe, expect, test } from "vitest";
import { listCertificates } from "../../../shared/contract/certificate/certificate-operations.ts";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import { listCertifications } from "../../../shared/contract/programme/catalogue-operations.ts";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { listOrders } from "../../../shared/contract/purchase/order-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, pageOf, pointers, refusal } from "../calls.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];

type Listed = Parameters<typeof call>[0];
type Query = Record<string, string>;

/** The pages of a list, from the first to the last. */
async function walk(operation: Listed, query: Query, as: Claims) {
  const pages: Record<string, unknown>[][] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(await call(operation, { query: { ...query, ...(cursor !== undefined && { cursor }) }, as }));
    pages.push(page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

describe("a walk over 45 things", () => {
  test("gives each order once, newest first, 20 at a time where no limit is asked for", async () => {
    const ana = given.someone();
    const placed = await atOnce(45, (each) =>
      given.order(items, ana, `2026-11-22T09:${String((each * 7) % 45).padStart(2, "0")}:00.000Z`),
    );

    const pages = await walk(listOrders, {}, ana);

    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
    const orders = pages.flat();
    expect(new Set(orders.map(({ orderId }) => orderId))).toEqual(new Set(placed.map(({ orderId }) => orderId)));
    const minutes = orders.map(({ placedAt }) => Number(String(placedAt).slice(14, 16)));
    expect(minutes).toEqual(Array.from({ length: 45 }, (_, at) => 44 - at));
  });

  test("gives each code once, also where all were bought at one moment", async () => {
    const ana = given.someone();
    const bought = await given.authorizationCodes([{ ...items[0], quantity: 45 }], ana);

    const pages = await walk(listAuthorizationCodes, { limit: "9" }, ana);

    expect(pages.map(({ length }) => length).slice(0, 5)).toEqual([9, 9, 9, 9, 9]);
    expect(
      pages
        .flat()
        .map(({ code }) => String(code))
        .sort(),
    ).toEqual(bought.toSorted());
  });
});

test("a list holds its own account's things, and an empty one is a list too", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const { orderId } = await given.order(items, ana);
  await given.pass(ana);

  for (const operation of [listOrders, listAuthorizationCodes, listRegistrations, listResults, listCertificates]) {
    expect((await call(operation, { as: ben })).body).toEqual({ data: [] });
    expect(pageOf(await call(operation, { as: ana })).data.length).toBeGreaterThan(0);
  }
  expect(pageOf(await call(listOrders, { as: ana })).data.map((order) => order.orderId)).toContain(orderId);
});

test.each([["0"], ["101"], ["-1"], ["1.5"], ["all"], [""], ["1e2"]])("a limit of %s is refused", async (limit) => {
  const answer = await call(listOrders, { query: { limit }, as: given.someone() });

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/query/limit"]]);
});

test("a limit of 1 and one of 100 are kept to", async () => {
  const ana = given.someone();
  await given.authorizationCodes([{ ...items[0], quantity: 80 }], ana);

  const one = pageOf(await call(listAuthorizationCodes, { query: { limit: "1" }, as: ana }));
  const all = pageOf(await call(listAuthorizationCodes, { query: { limit: "100" }, as: ana }));

  expect([one.data.length, typeof one.nextCursor, all.data.length, all.nextCursor]).toEqual([
    1,
    "string",
    80,
    undefined,
  ]);
});

test("a parameter that nobody knows is refused", async () => {
  const answer = await call(listOrders, { query: { offset: "20" }, as: given.someone() });

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/query/offset"]]);
});

test("the catalogue lists what is published, of one level where that is asked for", async () => {
  const [acp, ace] = [await given.certification("acp"), await given.certification("ace")];
  const draft = await given.certification("acp", { status: "draft" });
  const retired = await given.certification("acp", { status: "end-of-life" });

  const listed = (await walk(listCertifications, { level: "acp", limit: "100" }, given.someone())).flat();

  const ids = listed.map(({ certificationId }) => certificationId);
  expect([ids.includes(acp), ids.includes(retired), ids.includes(ace), ids.includes(draft)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(new Set(listed.map(({ level }) => level))).toEqual(new Set(["acp"]));
});

test("the gifts that were received are listed for the verified address, whatever its case", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const code = await given.authorizationCode(await given.certification("aca"), ana);
  await given.giving(code, ben.email, ana);
  const received = async (as: Claims) =>
    pageOf(await call(listAuthorizationCodes, { query: { gifts: "received" }, as })).data.map((each) => each.code);

  expect(await received(ben)).toEqual([code]);
  expect(await received({ ...given.someone(), email: ben.email.toUpperCase() })).toEqual([code]);
  expect(await received({ ...ben, email_verified: "false" })).toEqual([]);
  expect(await received({ sub: ben.sub })).toEqual([]);
  expect(await received(ana)).toEqual([]);
});
