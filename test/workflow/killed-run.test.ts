import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { customer } from "../support/customer.ts";
import { startHost, temporaryData } from "../support/host.ts";

const staff = { sub: "staff", groups: ["certrail-staff"] };
const note = z.object({ endpoint: z.string() });
const tables = z.object({ TableNames: z.tuple([z.string()]) });
const item = z.object({ Item: z.unknown().optional() });
const runs = z.object({
  runs: z.tuple([
    z.object({ result: z.object({ handled: z.record(z.string(), z.number()), nextDueAt: z.string().optional() }) }),
  ]),
});

/** Waits until a run of the schedule has its lease in the table of the host on this folder. */
async function leaseTaken(folder: string): Promise<void> {
  const { endpoint } = note.parse(JSON.parse(readFileSync(join(folder, "engine.json"), "utf8")));
  const api = new DynamoApi(endpoint);
  const [TableName] = (await api.call("DynamoDB_20120810.ListTables", {}, tables)).TableNames;
  const Key = { pk: { S: "LEASE#schedule" }, sk: { S: "." } };
  while ((await api.call("DynamoDB_20120810.GetItem", { TableName, Key }, item)).Item === undefined) await sleep(5);
  api.close();
}

test("a run of the schedule that is killed holds up the next ones for 45 seconds, and then the work goes on", async () => {
  using data = { ...temporaryData(), [Symbol.dispose]: () => data.remove() };
  const killed = await startHost({ dataDirectory: data.path });
  const body = { edition: "general-purpose" as const, levels: ["acp"], quantity: 6_000, label: "Cut short" };
  const { batchId } = (await customer(killed.url, staff).orderBatch({ body })).body;
  const under = new LocalClient(killed.url).send("POST", "/__local/schedule/run").catch(() => undefined);
  await leaseTaken(data.path);
  await killed.kill9();
  await under;

  const host = await startHost({ dataDirectory: data.path });
  const client = new LocalClient(host.url);
  const run = async () => runs.parse((await client.send("POST", "/__local/schedule/run")).body).runs[0].result;
  const now = Date.parse(await client.now());
  const held = await run();
  expect(held.handled).toEqual({});
  expect(Date.parse(held.nextDueAt ?? "")).toBeLessThanOrEqual(now + 45_000);

  await client.send("POST", "/__local/clock", { body: { advance: "PT45S" } });
  expect((await run()).nextDueAt).not.toBe(held.nextDueAt);
  const { body: batch } = await customer(host.url, staff).getBatch({ params: { batchId } });
  expect(batch).toMatchObject({ status: "complete", issued: 6_000 });
  await host.stop();
});
