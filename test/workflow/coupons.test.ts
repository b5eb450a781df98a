import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { customer } from "../support/customer.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

const data = temporaryData();
let host: RunningHost;

beforeAll(async () => {
  host = await startHost({ dataDirectory: data.path });
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
  Object.assign(process.env, credentials, table, { STAFF_GROUP: "certrail-staff" });
  // The store reads its environment when it is loaded.
  const partners = await import("../support/partners.ts");
  return partners.partner({ acp: 90 });
}

test("forty applications at once for five coupons each, of a hundred that remain: twenty are granted", async () => {
  const { partnerId, main } = await partner();
  const manager = customer(host.url, { sub: main.sub, email: main.email });
  const params = { partnerId };
  const body = { certificationId: "acp-cloud-computing", exam: "written", quantity: 5 };

  const answers = await Promise.all(
    Array.from({ length: 40 }, () => manager.attempt.applyForBenefits({ params, body })),
  );

  const granted = answers.filter((each) => each.ok);
  const refused = answers.filter((each) => !each.ok);
  expect(granted).toHaveLength(20);
  expect(refused.map(({ status, problem }) => [status, problem.code])).toEqual(
    Array.from({ length: 20 }, () => [409, "quota-exceeded"]),
  );
  const codes = granted.flatMap((each) => each.body.examCodes);
  expect(new Set(codes).size).toBe(100);
  const listed: string[] = [];
  for await (const { code } of manager.each.listPartnerExamCodes({ params, query: { limit: 30 } })) listed.push(code);
  expect(listed.toSorted()).toEqual(codes.toSorted());
  const { body: balance } = await manager.getLedgerBalance({ params });
  expect(balance).toMatchObject({ levels: { acp: { remaining: 0, available: 100, assigned: 0 } } });
  const { body: csv } = await manager.getPartnerExamCodesCsv({ params, query: { status: "available" } });
  expect(csv.trimEnd().split("\r\n")).toHaveLength(101);
});
