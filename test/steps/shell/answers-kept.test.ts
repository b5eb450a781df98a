import { describe, expect, test } from "vitest";
import * as z from "zod";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import { getCertification, listCertifications } from "../../../shared/contract/programme/catalogue-operations.ts";
import { getBatchCodes } from "../../../shared/contract/purchase/batch-operations.ts";
import { getOrder, listOrders, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { ownDescription } from "../../support/described.ts";
import * as given from "../../support/given.ts";
import { fetchInProcess, inProcess } from "../../support/in-process.ts";
import { partner } from "../../support/partners.ts";
import { call } from "../calls.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];

async function claimed() {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);
  return certificateNumber;
}

describe("who may keep an answer", () => {
  test("anyone, for a minute: the catalogue", async () => {
    const certificationId = await given.certification("acp");

    const one = await call(getCertification, { params: { certificationId } });
    const list = await call(listCertifications, {});

    expect(one.headers.vary).toBe("origin");
    expect([one, list].map(({ headers }) => headers["cache-control"])).toEqual(
      Array.from({ length: 2 }, () => "public, max-age=60"),
    );
  });

  test("anyone who asks each time whether it still holds: whether a certificate is valid", async () => {
    const answer = await call(verifyCertificate, { params: { certificateNumber: await claimed() } });

    expect(answer.headers["cache-control"]).toBe("public, no-cache");
  });

  test("the caller alone, asking each time: what is read under a token", async () => {
    const ana = given.someone();
    const { orderId } = await given.order(items, ana);

    const answers = [await call(getOrder, { params: { orderId }, as: ana }), await call(listOrders, { as: ana })];

    for (const { headers } of answers) expect(headers).not.toHaveProperty("vary");
    expect(answers.map(({ headers }) => headers["cache-control"])).toEqual(["private, no-cache", "private, no-cache"]);
  });

  test("nobody: a refusal, and the answer to a change", async () => {
    const ana = given.someone();

    const answers = [
      await call(getCertification, { params: { certificationId: "no-such-thing" } }),
      await call(getOrder, { params: { orderId: "ord_none" }, as: ana }),
      await call(placeOrder, { body: { items }, as: ana }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 201]);
    for (const { headers } of answers) {
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers).not.toHaveProperty("etag");
    }
  });

  test("nobody: what says when it was made; it has no entity tag", async () => {
    const params = { certificateNumber: await claimed() };
    const { partnerId } = await partner();

    const answers = [
      await call(showVerification, { params, headers: { "if-none-match": "*" } }),
      await call(recountPartner, { params: { partnerId }, as: given.staff, headers: { "if-none-match": "*" } }),
    ];

    expect(answers.map(({ headers }) => headers.vary)).toEqual(["accept-language", undefined]);
    for (const { status, headers } of answers) {
      expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
      expect(headers).not.toHaveProperty("etag");
    }
  });

  test("the description promises a tag and 304 where there is one", () => {
    for (const { id, method, parameters, responses } of ownDescription().operations) {
      const isTimed = operations.find((each) => each.id === id)?.cache === "never";
      const promised = [
        responses.has(304),
        responses.get(200)?.headers.has("etag") === true,
        parameters.some(({ name }) => name === "if-none-match"),
      ];
      if (method === "GET") expect(promised, id).toEqual(promised.map(() => !isTimed));
    }
  });

  test("only what is public is kept by anyone", () => {
    expect(operations.filter(({ auth, cache }) => typeof cache === "object" && auth !== "public")).toEqual([]);
  });
});

describe("an entity tag", () => {
  test("of a list changes when the list does, and gives 304 until then", async () => {
    const ana = given.someone();
    await given.order(items, ana);
    const first = await call(listOrders, { as: ana });
    const look = () => call(listOrders, { as: ana, headers: { "if-none-match": first.headers.etag ?? "" } });

    const same = await look();
    await given.order(items, ana);
    const other = await look();

    expect([same.status, same.body, other.status]).toEqual([304, "", 200]);
  });

  test.each([
    ["marked as weak by whoever compressed the answer", (etag: string) => `W/${etag}`],
    ["among others", (etag: string) => `"a,b" , ${etag},"c"`],
    ["as any at all", () => "*"],
  ])("is known %s", async (_, sent) => {
    const ana = given.someone();
    const first = await call(listOrders, { as: ana });

    const headers = { "if-none-match": sent(first.headers.etag ?? "") };

    expect((await call(listOrders, { as: ana, headers })).status).toBe(304);
  });

  test("that is known is answered without what tells of the body", async () => {
    const batch = { edition: "general-purpose", levels: ["aca"], quantity: 1 };
    const asked = { params: { batchId: await given.orderedBatch(batch) }, as: given.staff };
    const first = await call(getBatchCodes, asked);

    const again = await call(getBatchCodes, { ...asked, headers: { "if-none-match": first.headers.etag ?? "" } });

    expect([again.status, Object.keys(again.headers).toSorted()]).toEqual([
      304,
      ["cache-control", "content-type", "etag", "x-content-type-options", "x-request-id"],
    ]);
  });

  test("that is known is answered with what caches need, and of a body with its type alone", async () => {
    const params = { certificateNumber: await claimed() };
    const { headers: first } = await call(verifyCertificate, { params });

    const { status, headers } = await call(verifyCertificate, {
      params,
      headers: { "if-none-match": first.etag ?? "" },
    });

    expect([status, headers]).toEqual([
      304,
      {
        "content-type": "application/json",
        etag: first.etag,
        "cache-control": "public, no-cache",
        vary: "origin",
        "x-content-type-options": "nosniff",
        "x-request-id": expect.any(String),
      },
    ]);
  });

  test("of a page is answered with what may run in it, and of a file without how it was packed or named", async () => {
    const ask = (path: string, tag = "", headers = {}) =>
      fetchInProcess(`${inProcess}${path}`, { headers: { accept: "text/html", "if-none-match": tag, ...headers } });
    const page = await ask("/problems/order-already-paid");
    const script = await ask("/docs/redoc.js", "", { "accept-encoding": "gzip" });

    const samePage = await ask("/problems/order-already-paid", page.headers.get("etag") ?? "");
    const sameScript = await ask("/docs/redoc.js", script.headers.get("etag") ?? "", { "accept-encoding": "gzip" });

    expect([samePage.status, sameScript.status]).toEqual([304, 304]);
    for (const name of ["content-type", "content-security-policy", "vary"])
      expect(samePage.headers.get(name), name).toBe(page.headers.get(name));
    expect(samePage.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(sameScript.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(script.headers.get("content-encoding")).toBe("gzip");
    expect(sameScript.headers.get("content-encoding")).toBeNull();
  });

  test("of a missing thing does not exist: `*` is answered with a 404", async () => {
    const answer = await call(getOrder, {
      params: { orderId: "ord_none" },
      as: given.someone(),
      headers: { "if-none-match": "*" },
    });

    expect(answer.status).toBe(404);
  });
});

test("every list is given in pages", () => {
  const shown = z.looseObject({ shape: z.looseObject({ data: z.instanceof(z.ZodArray) }) });
  // An account has few certifications, so there is one page.
  const lists = operations.filter(
    ({ id, method, answers }) =>
      method === "GET" && id !== "getMyCertifications" && shown.safeParse(answers[200]?.schema).success,
  );
  const field = z.instanceof(z.ZodType);
  const paged = z.object({
    query: z.looseObject({ shape: z.looseObject({ limit: field, cursor: field }) }),
    answers: z.looseObject({ 200: z.object({ schema: z.object({ shape: z.object({ nextCursor: field }) }) }) }),
  });

  expect(lists.length).toBeGreaterThan(20);
  for (const operation of lists) expect(paged.safeParse(operation).success, operation.id).toBe(true);
});
