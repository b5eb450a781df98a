import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { type Deployment, readDeployment } from "../../infra/local/assembly/template.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { Authorizer } from "../../infra/local/aws/gateway/authorizer.ts";
import { Gateway } from "../../infra/local/aws/gateway/gateway.ts";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog, type LogLine } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";

/** A log line that becomes a metric (CloudWatch's embedded metric format). */
const metricLine = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string(), Unit: z.string() })]),
      }),
    ]),
  }),
});

const alarmShape = z.looseObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
});

const templateShape = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

let folder: string;
let directory: DataDirectory;
let assembly: string;
let deployment: Deployment;
let engine: Engine;
let log: FunctionLog;
let functions: Functions;
let gateway: Gateway;
let lines: LogLine[] = [];

/** The deployed bundles run on an engine without a table, so each access is an unexpected fault. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certrail-faults-"));
  directory = DataDirectory.open(folder);
  assembly = (await prepareAssembly()).directory;
  deployment = readDeployment(assembly);
  engine = await Engine.start(directory);
  log = new FunctionLog(directory, false, (line) => lines.push(line));
  const endpoints = { dynamodb: engine.endpoint, services: "" };
  functions = new Functions(deployment.functions, endpoints, log, new Stats());
  const clock = new Clock(directory);
  const issuer = await Issuer.open(directory, deployment, clock);
  gateway = new Gateway(deployment, new Authorizer(issuer, clock), functions);
}, 120_000);

afterAll(async () => {
  await functions.stop();
  log.close();
  await engine.stop();
  directory.close();
  rmSync(folder, { recursive: true, force: true });
});

async function get(path: string, query = ""): Promise<number> {
  lines = [];
  const request = { id: "request", method: "GET", path, query, rawHeaders: ["host", "localhost"] };
  const sent = { ...request, sourceIp: "127.0.0.1", time: Date.now(), body: Buffer.alloc(0) };
  return (await gateway.handle(sent)).status;
}

function nameOf(step: string): string {
  return deployment.functions.find(({ name }) => name.includes(step))?.name ?? "";
}

/** All metrics of the lines: name, namespace, dimensions, count. */
function metrics() {
  return lines.flatMap((line) => {
    const read = metricLine.safeParse(line);
    if (!read.success) return [];
    const [{ Namespace, Dimensions, Metrics }] = read.data._aws.CloudWatchMetrics;
    const { Name } = Metrics[0];
    const dimensions = Object.fromEntries(Dimensions[0].map((name) => [name, read.data[name]]));
    return [{ Namespace, Name, dimensions, count: read.data[Name], operation: read.data.operation }];
  });
}

/** The metric of the faults alarm, in the template that deploys these bundles. */
function watched() {
  const text = readFileSync(join(assembly, "CertrailService.template.json"), "utf8");
  const all = Object.values(templateShape.parse(JSON.parse(text)).Resources);
  const alarms = all
    .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
    .flatMap(({ Properties }) => alarmShape.safeParse(Properties).data ?? [])
    .filter(({ MetricName }) => MetricName === "faults");
  return alarms.map(({ Namespace, MetricName, Dimensions }) => ({
    Namespace,
    Name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
  }));
}

test("a function that turns an exception into a 500 counts a fault, in the metric that the alarm watches", async () => {
  expect(await get("/v1/certifications/acp-cloud-computing")).toBe(500);

  expect(watched()).toHaveLength(1);
  expect(metrics()).toEqual([{ ...watched()[0], count: 1, operation: "getCertification" }]);
  expect(lines).toContainEqual(expect.objectContaining({ message: "step.failed", operation: "getCertification" }));
  const failed = lines.map((each) => JSON.stringify(each)).find((each) => each.includes("step.failed"));
  expect(failed).toMatch(/"error":"[A-Za-z]+: [^"]+ at /);
});

test("a function on the stream that asks for a record again counts a fault of its own", async () => {
  lines = [];
  const records = { Records: [{ eventName: "INSERT", dynamodb: { SequenceNumber: "7", NewImage: {} } }] };
  const mailer = nameOf("sendmail");
  const outcome = await functions.invoke(mailer, records);

  expect(outcome).toEqual({ ok: true, payload: JSON.stringify({ batchItemFailures: [{ itemIdentifier: "7" }] }) });
  expect(metrics()).toEqual([{ ...watched()[0], count: 1, operation: "sendMail" }]);
});

test("a refusal and what nobody serves are no faults", async () => {
  expect(await get("/no/such/path")).toBe(404);
  expect(await get("/v1/certifications", "limit=none")).toBe(422);

  expect(metrics()).toEqual([]);
});

test("a run of the schedule that fails is an error for Lambda itself, so that it comes to the dead letters", async () => {
  const schedule = nameOf("runschedule");

  expect(await functions.invoke(schedule, { time: "2026-11-22T09:30:00.000Z" })).toMatchObject({
    ok: false,
    reason: "threw",
  });
});
