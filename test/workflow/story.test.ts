import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/local/client.ts";
import { tellStory } from "../../infra/local/demo.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

const data = temporaryData();
let host: RunningHost;
let client: LocalClient;

beforeAll(async () => {
  host = await startHost({ dataDirectory: data.path });
  client = new LocalClient(host.url);
});

afterAll(async () => {
  await host.stop();
  data.remove();
});

async function codes(token: string, quantity: number): Promise<string[]> {
  const items = [{ product: "certification", certificationId: "acp-cloud-computing", quantity }];
  const placed = z
    .object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) })
    .parse((await client.send("POST", "/v1/orders", { token, body: { items } })).body);
  const payment = { orderId: placed.orderId, paymentId: placed.orderId, ...placed.total };
  const occurredAt = await client.now();
  await client.webhook("payments", { type: "payment.succeeded", occurredAt, data: payment });
  const { authorizationCodes } = z
    .object({ authorizationCodes: z.array(z.object({ code: z.string() })) })
    .parse((await client.send("GET", `/v1/orders/${placed.orderId}`, { token })).body);
  return authorizationCodes.map(({ code }) => code);
}

describe("the bundles over HTTP", () => {
  test("a candidate's way ends with a certificate that anyone verifies as valid", async () => {
    const lines: string[] = [];
    expect(await tellStory(client, (line) => lines.push(line))).toBe("valid");
    expect(lines).toHaveLength(11);
  });

  test("50 simultaneous registrations with one code: one 201, one event, one eligibility code", async () => {
    const sub = `ana-${randomUUID()}`;
    const token = await client.token({ sub, email: `${sub}@example.org` });
    const staff = await client.token({ sub: "staff", groups: ["staff"] });
    const [code = ""] = await codes(token, 1);
    const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
    const body = { authorizationCode: code, certificationId: "acp-cloud-computing", candidate };

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => client.send("POST", "/v1/registrations", { token, body })),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    const { data: events } = z
      .object({ data: z.array(z.object({ type: z.string() })) })
      .parse((await client.send("GET", `/v1/history/authorization-code/${code}`, { token: staff })).body);
    expect(events.map(({ type }) => type)).toEqual(["order.paid", "registration.opened"]);
    const { data: registrations } = z
      .object({ data: z.array(z.object({ eligibilityCode: z.object({ code: z.string() }) })) })
      .parse((await client.send("GET", "/v1/registrations", { token })).body);
    expect(registrations).toHaveLength(1);
  });

  test("20 concurrent orders with one Idempotency-Key: one order, one answer", async () => {
    const token = await client.token({ sub: `bo-${randomUUID()}` });
    const items = [{ product: "redemption-code", level: "aca", quantity: 2 }];
    const headers = { "idempotency-key": randomUUID() };

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.send("POST", "/v1/orders", { token, body: { items }, headers })),
    );

    const settled = answers.filter(({ status }) => status !== 409);
    expect(settled.length).toBeGreaterThan(0);
    expect(new Set(settled.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const { data: placed } = z
      .object({ data: z.array(z.unknown()) })
      .parse((await client.send("GET", "/v1/orders", { token })).body);
    expect(placed).toHaveLength(1);
  });

  test("a batch that a kill -9 cuts short is completed after the restart, each code once", async () => {
    const token = await client.token({ sub: "staff", groups: ["staff"] });
    const body = { edition: "general-purpose", levels: ["acp"], quantity: 6_000, label: "Cut short" };
    const { batchId } = z
      .object({ batchId: z.string() })
      .parse((await client.send("POST", "/v1/authorization-codes/batches", { token, body })).body);
    const path = `/v1/authorization-codes/batches/${batchId}`;
    const progress = async () =>
      z.object({ status: z.string(), issued: z.number() }).parse((await client.send("GET", path, { token })).body);
    while ((await progress()).issued === 0) await new Promise((resolve) => setTimeout(resolve, 20));

    await host.kill9();
    host = await startHost({ dataDirectory: data.path });
    client = new LocalClient(host.url);
    expect((await progress()).status).toBe("running");
    while ((await progress()).status === "running") {
      await client.send("POST", "/__local/schedule/run");
    }

    expect((await progress()).issued).toBe(6_000);
    const { text } = await client.send("GET", `${path}/codes.csv`, { token });
    const [header, ...lines] = text.trimEnd().split("\r\n");
    expect(header).toBe("code,expiresAt");
    expect(lines).toHaveLength(6_000);
    expect(new Set(lines).size).toBe(6_000);
  });

  test("what is not an operation is a problem document", async () => {
    const { status, headers, body } = await client.send("GET", "/v1/nothing");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ code: "not-found", status: 404, type: "/problems/not-found" });
  });
});
