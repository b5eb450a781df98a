import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import { tellStory } from "../../infra/commands/demo.ts";
import type { Client } from "../../shared/client/client.ts";
import { customer, provider } from "../support/customer.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

const staff = { sub: "staff", groups: ["certrail-staff"] };
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

async function codes(buyer: Client, quantity: number): Promise<string[]> {
  const items = [{ product: "certification" as const, certificationId: "acp-cloud-computing", quantity }];
  const { orderId, total } = (await buyer.placeOrder({ body: { items } })).body;
  const data = { orderId, paymentId: orderId, ...total };
  const occurredAt = await client.now();
  await provider(host.url, "payments").confirmPayment({ body: { type: "payment.succeeded", occurredAt, data } });
  const { authorizationCodes = [] } = (await buyer.getOrder({ params: { orderId } })).body;
  return authorizationCodes.map(({ code }) => code);
}

describe("the bundles over HTTP", () => {
  test("a candidate's way ends with a certificate that anyone verifies as valid", async () => {
    const lines: string[] = [];
    expect((await tellStory(client, (line) => lines.push(line))).status).toBe("valid");
    expect(lines).toHaveLength(11);
  });

  test("50 simultaneous registrations with one code: one 201, one event, one eligibility code", async () => {
    const sub = `ana-${randomUUID()}`;
    const ana = customer(host.url, { sub, email: `${sub}@example.org` });
    const [code = ""] = await codes(ana, 1);
    const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
    const body = { authorizationCode: code, certificationId: "acp-cloud-computing", candidate };

    const answers = await Promise.all(Array.from({ length: 50 }, () => ana.attempt.register({ body })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    const params = { kind: "authorization-code", id: code } as const;
    const { data: events } = (await customer(host.url, staff).getHistory({ params })).body;
    expect(events.map(({ type }) => type)).toEqual(["order.paid", "registration.opened"]);
    const { data: registrations } = (await ana.listRegistrations()).body;
    expect(registrations).toMatchObject([{ eligibilityCode: { code: expect.stringMatching(/^ACTC-/) } }]);
  });

  test("20 concurrent orders with one Idempotency-Key: one order, one answer", async () => {
    const bo = customer(host.url, { sub: `bo-${randomUUID()}` });
    const items = [{ product: "redemption-code" as const, level: "aca", quantity: 2 }];
    const asked = { body: { items }, idempotencyKey: randomUUID() };

    const answers = await Promise.all(Array.from({ length: 20 }, () => bo.attempt.placeOrder(asked)));

    const settled = answers.filter(({ status }) => status !== 409);
    expect(settled.length).toBeGreaterThan(0);
    expect(new Set(settled.map((each) => JSON.stringify(each.ok && [each.status, each.body]))).size).toBe(1);
    expect((await bo.listOrders()).body.data).toHaveLength(1);
  });

  test("a batch that a kill -9 cuts short is completed after the restart, each code once", async () => {
    const quantity = 6_000;
    const body = { edition: "general-purpose" as const, levels: ["acp"], quantity, label: "Cut short" };
    const { batchId } = (await customer(host.url, staff).orderBatch({ body })).body;
    const params = { batchId };
    const progress = async () => (await customer(host.url, staff).getBatch({ params })).body;
    while ((await progress()).issued === 0) await new Promise((resolve) => setTimeout(resolve, 20));

    await host.kill9();
    host = await startHost({ dataDirectory: data.path });
    client = new LocalClient(host.url);
    expect((await progress()).status).toBe("running");
    while ((await progress()).status === "running") {
      await client.send("POST", "/__local/schedule/run");
    }

    expect((await progress()).issued).toBe(quantity);
    const { body: csv } = await customer(host.url, staff).getBatchCodes({ params });
    const [header, ...lines] = csv.trimEnd().split("\r\n");
    expect(header).toBe("code,expiresAt");
    expect(lines).toHaveLength(quantity);
    expect(new Set(lines).size).toBe(quantity);
  });

  test("what is not an operation is a problem document", async () => {
    const { status, headers, body } = await client.send("GET", "/v1/nothing");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      code: "not-found",
      status: 404,
      type: expect.stringMatching(/^http:\/\/[^/]+\/problems\/not-found$/),
    });
  });
});
