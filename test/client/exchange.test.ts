import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sleep } from "../../shared/client/exchange.ts";
import { isProblem, ProblemError, UnexpectedAnswerError } from "../../shared/client/problem-error.ts";
import { webhookSigner } from "../../shared/client/signature.ts";
import { answering, refusal } from "./answering.ts";

const items = [{ product: "redemption-code" as const, level: "acp", quantity: 1 }];

describe("what is sent", () => {
  test("parameters stand in the path, encoded, the query behind it, and the body is JSON", async () => {
    const { client, sent } = answering(() => Response.json({ data: [] }));

    await client.listMembers({
      params: { organizationId: "org/1 ü" },
      query: { limit: 5, q: "a&b", cursor: undefined },
    });
    await client.placeOrder({ body: { items } });

    expect(sent[0]).toMatchObject({ method: "GET", url: "/v1/organizations/org%2F1%20%C3%BC/members?limit=5&q=a%26b" });
    expect(sent[0]?.body).toBeUndefined();
    expect(sent[0]?.headers).toEqual({});
    expect(sent[1]).toMatchObject({ method: "POST", url: "/v1/orders", body: JSON.stringify({ items }) });
    expect(sent[1]?.headers["content-type"]).toBe("application/json");
  });

  test("a token goes along where the operation needs one, and nowhere else", async () => {
    const { client, sent } = answering(() => Response.json({ data: [] }), { token: async () => "of-the-provider" });

    await client.listCertifications();
    await client.listOrders();
    await client.listOrders({ token: "of-the-call" });

    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      "Bearer of-the-provider",
      "Bearer of-the-call",
    ]);
  });

  test("each POST has a key of its own, or the one that is stated", async () => {
    const { client, sent } = answering(() => Response.json({}, { status: 201 }));

    await client.placeOrder({ body: { items } });
    await client.placeOrder({ body: { items } });
    await client.placeOrder({ body: { items }, idempotencyKey: "mine" });
    await client.changeRole({ params: { organizationId: "o", accountId: "a" }, body: { role: "member" } });

    const [first, second, third, fourth] = sent.map(({ headers }) => headers["idempotency-key"]);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
    expect(third).toBe("mine");
    expect(fourth).toBeUndefined();
  });

  test("what a test centre sends is signed as Standard Webhooks has it, and a look-up by its path", async () => {
    const key = Buffer.alloc(24, 7);
    const sign = webhookSigner(`whsec_${key.toString("base64")}`, () => 1_700_000_000_500);
    const { client, sent } = answering(() => Response.json({ status: "applied" }), { sign });
    const data = { confirmationNumber: "8850012345" };

    await client.receiveReport({
      params: { provider: "prometric" },
      body: { type: "appointment.no-show", occurredAt: "2026-11-22T09:30:00Z", data },
      messageId: "msg_1",
    });
    await client.checkEligibility({
      params: { provider: "prometric", code: "ACTC-1" },
      query: { exam: "written" },
    });

    const macOf = (content: string) => `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
    const [report, check] = sent;
    expect(report?.headers).toMatchObject({
      "webhook-id": "msg_1",
      "webhook-timestamp": "1700000000",
      "webhook-signature": macOf(`msg_1.1700000000.${report?.body}`),
    });
    expect(report?.headers["idempotency-key"]).toBeUndefined();
    const { "webhook-id": id = "", "webhook-signature": signature } = check?.headers ?? {};
    expect(signature).toBe(macOf(`${id}.1700000000.GET ${check?.url}`));
    expect(check?.url).toBe("/v1/test-centers/prometric/eligibility/ACTC-1?exam=written");
  });
});

describe("what is answered", () => {
  test("JSON is read, a text is a text, and what is neither is its bytes", async () => {
    const { client } = answering(({ url }) => {
      if (url.endsWith(".csv")) return new Response("code\r\n", { headers: { "content-type": "text/csv" } });
      if (url.includes("/credential?"))
        return new Response("a.b.c", { headers: { "content-type": "application/vc+jwt" } });
      if (url.endsWith("/me")) return Response.json({ accountId: "ana" }, { headers: { etag: '"1"' } });
      return new Response(new Uint8Array([1, 2]), { headers: { "content-type": "application/pdf" } });
    });

    const me = await client.getMe();
    expect([me.status, me.body.accountId, me.headers.get("etag")]).toEqual([200, "ana", '"1"']);
    expect((await client.getBatchCodes({ params: { batchId: "b" } })).body).toBe("code\r\n");
    const params = { certificateNumber: "CRT-1" };
    expect((await client.getCredential({ params, query: { token: "t" } })).body).toBe("a.b.c");
    expect((await client.getHealth()).body).toEqual(new Uint8Array([1, 2]));
  });

  test("a refusal is thrown with its code, or answered where it was asked so", async () => {
    const { client } = answering(() => refusal(409, "order-already-paid"));
    const params = { orderId: "ord_1" };

    const thrown: unknown = await client.cancelOrder({ params }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(isProblem(thrown)).toBe(true);
    expect(isProblem(thrown, "order-already-paid", "order-not-found")).toBe(true);
    expect(isProblem(thrown, "order-not-found")).toBe(false);
    expect(thrown).toMatchObject({ code: "order-already-paid", status: 409, problem: { instance: "req-1" } });
    const came = await client.attempt.cancelOrder({ params });
    expect(came).toMatchObject({ ok: false, status: 409, problem: { code: "order-already-paid" } });
  });

  test.each([
    [401, "unauthorized"],
    [404, "not-found"],
    [500, "internal-error"],
  ])("what the gateway refuses with %i in its own short words is %s", async (status, code) => {
    const { client } = answering(() => Response.json({ message: "No" }, { status }));
    expect(await client.attempt.listOrders()).toMatchObject({ ok: false, status, problem: { status, code } });
  });

  test("what is no answer of this API is told as that", async () => {
    const page = () => new Response("<html>", { status: 418 });
    await expect(answering(page).client.getMe()).rejects.toThrow(UnexpectedAnswerError);
    const cut = () => new Response("{", { headers: { "content-type": "application/json" } });
    await expect(answering(cut).client.getMe()).rejects.toThrow(UnexpectedAnswerError);
  });
});

describe("sending again", () => {
  test("who is told to come back later does, then, with the same key", async () => {
    const { client, sent, waits } = answering((_, nth) => {
      if (nth === 1) return refusal(503, "store-busy", { "retry-after": "2" });
      if (nth === 2) return refusal(429, "store-busy", { "retry-after": new Date(Date.now() + 30_000).toUTCString() });
      return Response.json({ orderId: "ord_1" }, { status: 201 });
    });

    expect((await client.placeOrder({ body: { items } })).body.orderId).toBe("ord_1");
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(waits[0]).toBe(2);
    expect(waits[1]).toBeGreaterThan(27);
    expect(waits[1]).toBeLessThanOrEqual(30);
  });

  test("no more often than was said, and not when the wait is too long", async () => {
    const busy = answering(() => refusal(503, "store-busy", { "retry-after": "1" }), { retries: 2 });
    expect(await busy.client.attempt.getMe()).toMatchObject({ problem: { code: "store-busy" } });
    expect(busy.sent).toHaveLength(3);

    const long = answering(() => refusal(429, "store-busy", { "retry-after": "61" }));
    expect(await long.client.attempt.getMe()).toMatchObject({ status: 429 });
    expect(long.sent).toHaveLength(1);
  });

  test("other refusals are not asked twice", async () => {
    for (const status of [400, 404, 409, 422, 500]) {
      const { client, sent } = answering(() => refusal(status, "internal-error"));
      await client.attempt.getMe();
      expect(sent).toHaveLength(1);
    }
  });

  test("where the connection breaks, only what may come twice is sent again", async () => {
    const breaks = (_: unknown, nth: number) => {
      if (nth === 1) throw new TypeError("fetch failed");
      return Response.json({});
    };
    const kept = answering(breaks);
    await kept.client.placeOrder({ body: { items } });
    expect(kept.sent[0]?.headers["idempotency-key"]).toBe(kept.sent[1]?.headers["idempotency-key"]);
    expect(kept.waits[0]).toBeGreaterThanOrEqual(0.25);

    const keyless = answering(breaks, { newKey: () => undefined });
    await expect(keyless.client.placeOrder({ body: { items } })).rejects.toThrow("fetch failed");
    const removed = answering(breaks).client.removeMember({ params: { organizationId: "o", accountId: "a" } });
    await expect(removed).rejects.toThrow("fetch failed");
  });

  test("a message that is sent again keeps its id and is signed anew", async () => {
    const seconds = [1_000, 2_000];
    const sign = webhookSigner(["whsec_AAAA", "whsec_BBBB"], () => seconds.shift() ?? 0);
    const { client, sent } = answering(
      (_, nth) => (nth === 1 ? refusal(503, "store-busy") : Response.json({ status: "applied" })),
      { sign },
    );

    const data = { orderId: "ord_1", paymentId: "pay_1", amount: 1, currency: "USD" };
    await client.confirmPayment({ body: { type: "payment.succeeded", occurredAt: "2026-11-22T09:30:00Z", data } });

    const [first, second] = sent.map(({ headers }) => headers);
    expect(second?.["webhook-id"]).toBe(first?.["webhook-id"]);
    expect(second?.["webhook-timestamp"]).not.toBe(first?.["webhook-timestamp"]);
    expect(second?.["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  });

  test("a token that has expired is asked for once more", async () => {
    const given: (string | undefined)[] = [];
    const token = (expired?: string) => {
      given.push(expired);
      return `token-${given.length}`;
    };
    const { client, sent } = answering(
      ({ headers }) => (headers.authorization === "Bearer token-2" ? Response.json({}) : refusal(401, "token-expired")),
      { token },
    );
    await client.getMe();
    expect(given).toEqual([undefined, "token-1"]);
    expect(sent).toHaveLength(2);

    const always = answering(() => refusal(401, "token-expired"), { token });
    expect(await always.client.attempt.getMe()).toMatchObject({ problem: { code: "token-expired" } });
    expect(always.sent).toHaveLength(2);
  });

  test("a wait ends when the caller has had enough", async () => {
    const { client } = answering(() => refusal(503, "store-busy", { "retry-after": "50" }), { wait: sleep });
    const started = performance.now();
    await expect(client.getMe({ signal: AbortSignal.timeout(20) })).rejects.toThrow(/timeout/i);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("walking a list", () => {
  test("pages follow each other, each asked for when it is needed", async () => {
    const { client, sent } = answering(({ url }) => {
      const cursor = new URL(url, "https://api.example.org").searchParams.get("cursor");
      if (cursor === null) return Response.json({ data: [{ orderId: "1" }, { orderId: "2" }], nextCursor: "a/b" });
      return Response.json({ data: [{ orderId: "3" }] });
    });

    const all: string[] = [];
    for await (const { orderId } of client.each.listOrders({ query: { limit: 2 } })) all.push(orderId);
    expect(all).toEqual(["1", "2", "3"]);
    expect(sent.map(({ url }) => url)).toEqual(["/v1/orders?limit=2", "/v1/orders?limit=2&cursor=a%2Fb"]);

    for await (const order of client.each.listOrders()) {
      expect(order.orderId).toBe("1");
      break;
    }
    expect(sent).toHaveLength(3);
  });
});
