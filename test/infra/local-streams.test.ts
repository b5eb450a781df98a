import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { StreamMapping } from "../../infra/local/aws/dynamodb/stream.ts";
import { StreamReader } from "../../infra/local/aws/dynamodb/stream-reader.ts";
import { Streams } from "../../infra/local/aws/dynamodb/streams.ts";
import { ensureTable, indexStream } from "../../infra/local/aws/dynamodb/table.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { Scheduler } from "../../infra/local/aws/scheduler/schedule.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";

const put = "DynamoDB_20120810.PutItem";
const table = "Table";

/** Bundles have no packages here, so they write items over plain HTTP. */
const writing = `
const post = async (item) => {
  const signed = "Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";
  const headers = { "x-amz-target": "${put}", "content-type": "application/x-amz-json-1.0",
    "x-amz-date": "20260101T000000Z", authorization: "AWS4-HMAC-SHA256 " + signed };
  const body = JSON.stringify({ TableName: "${table}", Item: item });
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
};
const fs = require("node:fs");
const note = (line) => fs.appendFileSync(__dirname + "/../notes", line + "\\n");
`;

/**
 * Each order causes a late letter, and each letter a late note. A poisoned letter fails for ever. The schedule first
 * names 2 January as due. Its next run sees that, and from then on it creates orders.
 */
const sources = {
  orders: `exports.handler = async ({ Records }) => {
    for (const { dynamodb } of Records) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await post({ pk: { S: dynamodb.Keys.pk.S + "-letter" }, kind: { S: "letter" } });
    }
    return { batchItemFailures: [] };
  };`,
  letters: `exports.handler = async ({ Records }) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const { dynamodb } of Records) {
      if (dynamodb.Keys.pk.S.startsWith("poison")) throw new Error("poisoned");
      note(dynamodb.Keys.pk.S);
    }
    return { batchItemFailures: [] };
  };`,
  daily: `let runs = 0;
  exports.handler = async ({ time }) => {
    note("run");
    runs += 1;
    if (time < "2030-01-02") return runs === 1 ? { handled: { mail: 1 } } : { nextDueAt: "2030-01-02T00:00:00.000Z" };
    await post({ pk: { S: time.slice(0, 10) }, kind: { S: "order" } });
    return {};
  };`,
} as const;

let folder: string;
let parts: { directory: DataDirectory; engine: Engine; api: DynamoApi; functions: Functions; log: FunctionLog };
let streams: Streams;
let scheduler: Scheduler;
let clock: Clock;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "certrail-streams-"));
  const directory = DataDirectory.open(folder);
  const engine = await Engine.start(directory);
  const api = new DynamoApi(engine.endpoint);
  const { streamArn = "" } = await ensureTable(api, {
    name: table,
    shape: {
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
  });
  indexStream(directory.file("table.db"));
  const stats = new Stats();
  const log = new FunctionLog(directory, false, () => undefined);
  const functions = new Functions(
    Object.entries(sources).map(define),
    { dynamodb: engine.endpoint, services: "" },
    log,
    stats,
  );
  const mapping = (name: string, kind: string) => {
    const Pattern = JSON.stringify({ eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: [kind] } } } });
    const shape = {
      EventSourceArn: streamArn,
      FunctionName: name,
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      FilterCriteria: { Filters: [{ Pattern }] },
      FunctionResponseTypes: ["ReportBatchItemFailures" as const],
      MaximumRetryAttempts: -1,
    };
    return new StreamMapping({ id: name, shape }, new StreamReader(api, streamArn), functions, directory);
  };
  streams = new Streams([mapping("letters", "letter"), mapping("orders", "order")]);
  clock = new Clock(directory);
  clock.moveTo(Date.parse("2030-01-01T00:00:00Z"));
  const daily = { functionArn: "daily", expression: "rate(1 day)", input: '{"time":"<aws.scheduler.scheduled-time>"}' };
  scheduler = new Scheduler([daily], functions, clock, streams);
  parts = { directory, engine, api, functions, log };
  streams.start();
});

afterEach(async () => {
  await streams.stop();
  await parts.functions.stop();
  parts.log.close();
  parts.api.close();
  await parts.engine.stop();
  parts.directory.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the stream is drained when everything before and what followed from it is delivered", async () => {
  await order("a");
  await order("b");

  expect(await streams.drained(10_000)).toEqual({ delivered: true, complete: true });
  expect(notes()).toEqual(["a-letter", "b-letter"]);
  expect(await streams.drained(10_000)).toEqual({ delivered: false, complete: true });
});

test("a record that is refused for ever is waited for no longer than was said", async () => {
  await parts.api.call(put, { TableName: table, Item: { pk: { S: "poison" }, kind: { S: "letter" } } }, z.unknown());
  const started = performance.now();

  expect((await streams.drained(700)).complete).toBe(false);
  expect(performance.now() - started).toBeLessThan(1500);
});

test("the clock answers when the e-mails of the way are there", async () => {
  await scheduler.advanceTo(Date.parse("2030-01-03T00:00:00Z"));

  expect(notes().filter((line) => line !== "run")).toEqual(["2030-01-02-letter", "2030-01-03-letter"]);
  expect(clock.now()).toBeGreaterThanOrEqual(Date.parse("2030-01-03T00:00:00Z"));
});

test("a run of the schedule answers when what follows from it is delivered", async () => {
  clock.moveTo(Date.parse("2030-02-01T00:00:00Z"));
  await scheduler.runNow();

  expect(notes()).toEqual(["run", "2030-02-01-letter"]);
});

test("stopping ends every wait", async () => {
  await parts.api.call(put, { TableName: table, Item: { pk: { S: "poison" }, kind: { S: "letter" } } }, z.unknown());
  const waited = streams.drained(60_000);
  await streams.stop();

  expect(await waited).toMatchObject({ delivered: false });
});

function define([name, source]: readonly [string, string]) {
  const directory = join(folder, name);
  mkdirSync(directory);
  writeFileSync(join(directory, "package.json"), JSON.stringify({ type: "commonjs" }));
  writeFileSync(join(directory, "index.js"), `${writing}${source}`);
  const environment = { AWS_ENDPOINT_URL_DYNAMODB: "as a template has it" };
  return {
    name,
    arn: name,
    directory,
    handler: "index.handler",
    environment,
    memoryMegabytes: 128,
    timeoutSeconds: 10,
    allowed: [{ actions: ["dynamodb:PutItem"], resources: ["*"], equals: {} }],
  };
}

async function order(id: string): Promise<void> {
  await parts.api.call(put, { TableName: table, Item: { pk: { S: id }, kind: { S: "order" } } }, z.unknown());
}

/** The functions' notes, in order. */
function notes(): string[] {
  const path = join(folder, "notes");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}
