import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { redrive } from "../../infra/commands/redrive.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { StreamMapping } from "../../infra/local/aws/dynamodb/stream.ts";
import { StreamReader } from "../../infra/local/aws/dynamodb/stream-reader.ts";
import { Streams } from "../../infra/local/aws/dynamodb/streams.ts";
import { ensureTable } from "../../infra/local/aws/dynamodb/table.ts";
import { EventBus } from "../../infra/local/aws/events/event-bus.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { OperatorServices } from "../../infra/local/aws/operator-services.ts";
import { DeadLetters } from "../../infra/local/aws/sqs/dead-letters.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";

const table = "Table";

/** It takes letters, one by one, unless something is broken; then it gives back each. */
const source = `const fs = require("node:fs");
const at = (name) => __dirname + "/../" + name;
exports.handler = async (event) => {
  if (event.Records === undefined && fs.existsSync(at("broken"))) throw new Error("broken");
  if (event.Records === undefined) return fs.appendFileSync(at("notes"), event.detail + "\\n");
  for (const { dynamodb } of event.Records) {
    if (fs.existsSync(at("broken"))) return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    fs.appendFileSync(at("notes"), dynamodb.NewImage.pk.S + "\\n");
  }
};`;

const arn = "arn:aws:lambda:local:000000000000:function:letters";
const queue = "http://localhost/dead-letters";

let folder: string;
let ends: (() => unknown)[] = [];
let deadLetters: DeadLetters;
let streams: Streams;
let api: DynamoApi;
let bus: EventBus;
let streamArn: string;
let aws: Parameters<typeof redrive>[1];
let told: string[] = [];

const tell = (line: string) => told.push(line);
const notes = () => (existsSync(join(folder, "notes")) ? readFileSync(join(folder, "notes"), "utf8").split("\n") : []);
const breakIt = () => writeFileSync(join(folder, "broken"), "");
const mendIt = () => rmSync(join(folder, "broken"));

async function add(pk: string, kind: string): Promise<void> {
  const input = { TableName: table, Item: { pk: { S: pk }, kind: { S: kind } } };
  await api.call("DynamoDB_20120810.PutItem", input, z.unknown());
}

beforeEach(async () => {
  told = [];
  folder = mkdtempSync(join(tmpdir(), "certrail-redrive-"));
  mkdirSync(join(folder, "letters"));
  writeFileSync(join(folder, "letters", "index.js"), source);
  const directory = DataDirectory.open(folder);
  const engine = await Engine.start(directory);
  api = new DynamoApi(engine.endpoint);
  const key = { AttributeName: "pk", KeyType: "HASH" as const };
  const shape = {
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
    KeySchema: [key],
    BillingMode: "PAY_PER_REQUEST" as const,
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  };
  streamArn = (await ensureTable(api, { name: table, shape })).streamArn ?? "";
  const log = new FunctionLog(directory, false, () => undefined);
  const functions = new Functions(
    [define(join(folder, "letters"))],
    { dynamodb: engine.endpoint, services: "" },
    log,
    new Stats(),
  );
  const Pattern = JSON.stringify({ eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: ["letter"] } } } });
  const mapping = {
    id: "letters-stream",
    shape: {
      EventSourceArn: streamArn,
      FunctionName: "letters",
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      FilterCriteria: { Filters: [{ Pattern }] },
      FunctionResponseTypes: ["ReportBatchItemFailures" as const],
      MaximumRetryAttempts: 1,
    },
  };
  deadLetters = new DeadLetters();
  streams = new Streams([
    new StreamMapping(mapping, new StreamReader(api, streamArn), functions, directory, deadLetters),
  ]);
  const rule = { functionArn: arn, pattern: JSON.stringify({ source: ["aws.ses"] }), retries: 0 };
  bus = new EventBus([rule], new Clock(directory), (name, event) => functions.invoke(name, event), deadLetters);
  const operator = await OperatorServices.start({ deadLetters, functions, mappings: [mapping] });
  const at = (endpoint: string) => ({
    region: "local",
    endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  aws = {
    sqs: new SQSClient(at(operator.endpoint)),
    lambda: new LambdaClient(at(operator.endpoint)),
    streams: new DynamoDBStreamsClient(at(engine.endpoint)),
  };
  ends = [
    () => streams.stop(),
    () => operator.stop(),
    () => functions.stop(),
    () => log.close(),
    () => api.close(),
    () => engine.stop(),
    () => directory.close(),
  ];
});

afterEach(async () => {
  for (const end of ends) await end();
  rmSync(folder, { recursive: true, force: true });
});

test("records of the stream that their function gave back come to it again from the stream, and no others", async () => {
  breakIt();
  await add("a", "letter");
  await add("b", "order");
  await add("c", "letter");
  streams.start();
  await streams.drained(10_000);
  expect([deadLetters.count, notes()]).toEqual([1, []]);

  mendIt();
  expect(await redrive(queue, aws, tell)).toBe(0);

  expect(notes()).toEqual(["a", "c", ""]);
  expect([deadLetters.count, told]).toEqual([0, ["letters has taken 2 events"]]);
  expect(await redrive(queue, aws, tell)).toBe(0);
  expect(notes()).toEqual(["a", "c", ""]);
});

test("an event of the bus comes to its function again", async () => {
  breakIt();
  bus.put({ source: "aws.ses", "detail-type": "Email Bounced", detail: "bounced" });
  await bus.settled();
  expect(deadLetters.count).toBe(1);

  mendIt();
  expect(await redrive(queue, aws, tell)).toBe(0);
  expect([deadLetters.count, notes()]).toEqual([0, ["bounced", ""]]);
});

test("what fails again stays, and does not hold up the others", async () => {
  deadLetters.send({ requestContext: { functionArn: arn }, requestPayload: { Records: [] } });
  deadLetters.send({ detail: "scheduled" }, { TARGET_ARN: arn, ERROR_CODE: "SDK_CLIENT_ERROR" });
  deadLetters.send({ something: "else" });
  const gone = { streamArn, shardId: "shardId-unknown", startSequenceNumber: "1", endSequenceNumber: "2" };
  deadLetters.send({ requestContext: { functionArn: arn }, DDBStreamBatchInfo: gone });
  breakIt();

  expect(await redrive(queue, aws, tell)).toBe(3);

  expect(deadLetters.count).toBe(3);
  mendIt();
  expect([await redrive(queue, aws, () => 0), deadLetters.count, notes()]).toEqual([2, 2, ["scheduled", ""]]);
  expect(told).toEqual([
    "letters has taken 1 event",
    "Stays: letters: the function fails on it again: see its log",
    expect.stringMatching(/^Stays: .* is no event of a function$/),
    "Stays: letters: the records are no longer in the stream, which keeps them for 24 hours",
  ]);
});

function define(directory: string) {
  return {
    name: "letters",
    arn,
    directory,
    handler: "index.handler",
    environment: {},
    memoryMegabytes: 128,
    timeoutSeconds: 10,
    allowed: [],
  };
}
