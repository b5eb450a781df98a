import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/local/client.ts";
import { DynamoApi } from "../../infra/local/dynamodb.ts";
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

/** A partner with a quota of a hundred coupons for ACP, written where the host's functions find it. */
async function partner() {
  const note = readFileSync(join(data.path, "engine.json"), "utf8");
  const { endpoint } = z.object({ endpoint: z.string() }).parse(JSON.parse(note));
  const api = new DynamoApi(endpoint);
  const tables = await api.call("DynamoDB_20120810.ListTables", {}, z.object({ TableNames: z.array(z.string()) }));
  api.close();
  const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_REGION: "eu-central-1" };
  const table = { AWS_ENDPOINT_URL_DYNAMODB: endpoint, TABLE_NAME: tables.TableNames[0] ?? "" };
  Object.assign(process.env, credentials, table);
  // The store reads its environment when it is loaded.
  const partners = await import("../support/partners.ts");
  return partners.partner({ acp: 90 });
}

const issued = z.object({ examCodes: z.array(z.string()) });
const page = z.object({ data: z.array(z.object({ code: z.string() })) });

test("forty applications at once for five coupons each, of a hundred that remain: twenty are granted", async () => {
  const { partnerId, main } = await partner();
  const token = await client.token({ sub: main.sub, email: main.email });
  const path = `/v1/partners/${partnerId}`;
  const body = { certificationId: "acp-cloud-computing", exam: "written", quantity: 5 };

  const answers = await Promise.all(
    Array.from({ length: 40 }, () => {
      const headers = { "idempotency-key": randomUUID() };
      return client.send("POST", `${path}/benefit-applications`, { token, body, headers });
    }),
  );

  const granted = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(granted).toHaveLength(20);
  expect(
    refused.map(({ status, body: problem }) => [status, z.object({ code: z.string() }).parse(problem).code]),
  ).toEqual(Array.from({ length: 20 }, () => [409, "quota-exceeded"]));
  const codes = granted.flatMap((each) => issued.parse(each.body).examCodes);
  expect(new Set(codes).size).toBe(100);
  const listed = page.parse((await client.send("GET", `${path}/exam-codes?limit=100`, { token })).body).data;
  expect(listed.map(({ code }) => code).sort()).toEqual(codes.toSorted());
  const { body: balance } = await client.send("GET", `${path}/ledger/balance`, { token });
  expect(balance).toMatchObject({ levels: { acp: { remaining: 0, available: 100, assigned: 0 } } });
  const csv = await client.send("GET", `${path}/exam-codes.csv?status=available`, { token });
  expect(csv.text.trimEnd().split("\r\n")).toHaveLength(101);
});
