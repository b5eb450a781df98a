import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { type Deployment, readDeployment } from "../../infra/local/assembly/template.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { ensureTable } from "../../infra/local/aws/dynamodb/table.ts";
import { Authorizer } from "../../infra/local/aws/gateway/authorizer.ts";
import { Gateway } from "../../infra/local/aws/gateway/gateway.ts";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { Services } from "../../infra/local/aws/services.ts";
import { MailStore } from "../../infra/local/aws/ses/mail-store.ts";
import { MailSimulator } from "../../infra/local/aws/ses/simulator.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog, type LogLine } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";
import { alarmsIn, type Datum } from "./alarm-evaluation.ts";
import { synthesize } from "./synthesis.ts";

const { resources } = synthesize({ alarmAddress: "on-call@certs.test", monthlyBudget: 100 });
const alarms = alarmsIn(resources);

/** CloudWatch's embedded metric format: a log line that makes metrics. */
const metricLine = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

let folder: string;
let directory: DataDirectory;
let deployment: Deployment;
let engine: Engine;
let services: Services;
let mails: MailStore;
let log: FunctionLog;
let functions: Functions;
let gateway: Gateway;
let issuer: Issuer;
let clock: Clock;
let api: DynamoApi;
let lines: LogLine[] = [];
/** Metrics of the platform, from the answers of gateway and functions. */
let platform: Datum[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certrail-alarms-"));
  directory = DataDirectory.open(folder);
  deployment = readDeployment((await prepareAssembly()).directory);
  engine = await Engine.start(directory);
  api = new DynamoApi(engine.endpoint);
  await ensureTable(api, deployment.table);
  clock = new Clock(directory);
  mails = new MailStore(directory, clock);
  const secrets = new SecretStore(directory, deployment.secrets, deployment.functions);
  const simulator = new MailSimulator(deployment.mailSets, clock, { put: () => undefined });
  services = await Services.start({ secrets, mails, simulator });
  log = new FunctionLog(directory, false, (line) => lines.push(line));
  functions = new Functions(
    deployment.functions,
    { dynamodb: engine.endpoint, services: services.endpoint },
    log,
    new Stats(),
  );
  issuer = await Issuer.open(directory, deployment, clock);
  gateway = new Gateway(deployment, new Authorizer(issuer, clock), functions);
}, 120_000);

afterAll(async () => {
  await functions.stop();
  log.close();
  services.stop();
  mails.close();
  api.close();
  await engine.stop();
  directory.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  lines = [];
  platform = [];
});

async function send(method: string, path: string, token?: string, body?: object): Promise<number> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const rawHeaders = ["host", "localhost", "content-type", "application/json", "idempotency-key", randomUUID()];
  const answer = await gateway.handle({
    id: "request",
    method,
    path,
    query: "",
    rawHeaders: token === undefined ? rawHeaders : [...rawHeaders, "authorization", `Bearer ${token}`],
    sourceIp: "127.0.0.1",
    time: clock.now(),
    body: Buffer.from(text),
  });
  if (answer.status >= 500)
    platform.push({ namespace: "AWS/ApiGateway", name: "5xx", dimensions: ["ApiId=local"], value: 1 });
  return answer.status;
}

/** A run of the schedule, as EventBridge Scheduler asks for it. One that fails is not repeated, and is a dead letter. */
async function schedule(time: number): Promise<void> {
  const name = deployment.functions.find((each) => each.name.includes("runschedule"))?.name ?? "";
  const outcome = await functions.invoke(name, { time: new Date(time).toISOString() });
  if (outcome.ok) return;
  const name2 = "ApproximateNumberOfMessagesVisible";
  platform.push({ namespace: "AWS/SQS", name: name2, dimensions: ["QueueName=local"], value: 1 });
}

/** The data of one period of five minutes. */
async function period(work: () => Promise<unknown>): Promise<readonly Datum[]> {
  lines = [];
  platform = [];
  await work();
  const own = lines.flatMap((line) => {
    const read = metricLine.safeParse(line);
    if (!read.success) return [];
    return read.data._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions: [names], Metrics }) =>
      Metrics.flatMap(({ Name: name }) => {
        const dimensions = names.map((each) => `${each}=${String(read.data[each])}`).sort();
        return [read.data[name]].flat().map((value) => ({ namespace, name, dimensions, value: Number(value) }));
      }),
    );
  });
  return [...own, ...platform];
}

const ringing = (...periods: readonly (readonly Datum[])[]) =>
  alarms.filter(({ isRinging }) => isRinging(periods)).map(({ id }) => id);

const minute = 60_000;

const watchedShape = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]) });

const budgetShape = z.object({
  Budget: z.object({
    BudgetType: z.literal("COST"),
    TimeUnit: z.literal("MONTHLY"),
    BudgetLimit: z.object({ Amount: z.number(), Unit: z.literal("USD") }),
  }),
  NotificationsWithSubscribers: z.array(
    z.object({
      Notification: z.object({
        NotificationType: z.enum(["ACTUAL", "FORECASTED"]),
        ComparisonOperator: z.literal("GREATER_THAN"),
        ThresholdType: z.literal("PERCENTAGE"),
        Threshold: z.number(),
      }),
      Subscribers: z.array(z.object({ Address: z.string(), SubscriptionType: z.string() })),
    }),
  ),
});

type Attribute = { readonly S: string } | { readonly N: string } | { readonly M: Attributes };

type Attributes = { readonly [name: string]: Attribute };

async function put(Item: Attributes): Promise<void> {
  await api.call("DynamoDB_20120810.PutItem", { TableName: deployment.table.name, Item }, z.unknown());
}

async function remove(Key: Attributes): Promise<void> {
  await api.call("DynamoDB_20120810.DeleteItem", { TableName: deployment.table.name, Key }, z.unknown());
}

describe("an alarm", () => {
  test("has a page in infra/runbooks, and each page has its alarm", () => {
    const pages = readdirSync(join(import.meta.dirname, "..", "..", "infra", "runbooks"));
    const named = pages
      .filter((name) => !["README.md", "restore.md"].includes(name))
      .map((name) => basename(name, ".md"));
    const budgets = Object.values(resources).filter(({ Type }) => Type === "AWS::Budgets::Budget");

    expect(budgets).toHaveLength(1);
    expect([...alarms.map(({ id }) => id), "budget"].sort()).toEqual(named.sort());
    expect(alarms.length + budgets.length).toBeLessThanOrEqual(12);
  });

  test("stands on the dashboard", () => {
    const [dashboard] = Object.values(resources).filter(({ Type }) => Type === "AWS::CloudWatch::Dashboard");
    for (const { id } of alarms) expect(JSON.stringify(dashboard)).toContain(`\\"title\\":\\"${id}\\"`);
  });

  test("is told with its address, in words that name the page", () => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== "AWS::CloudWatch::Alarm") continue;
      const page = /infra\/runbooks\/[\w-]+\.md$/.exec(String(Properties.AlarmDescription))?.[0] ?? "none";
      expect(readFileSync(join(import.meta.dirname, "..", "..", page), "utf8")).toContain("**What to do**");
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });
});

describe("a stage that nobody uses", () => {
  test("publishes one metric, and its alarms watch 15, because infra/costs.md counts on that", async () => {
    const idle = await period(() => schedule(clock.now()));
    const watched = Object.values(resources)
      .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
      .map(({ Properties }) => watchedShape.parse(Properties).Metrics.filter((each) => each.MetricStat).length);

    expect(idle.map(({ name }) => name)).toEqual(["lag"]);
    expect(watched.reduce((all, each) => all + Math.max(each, 1), 0)).toBe(15);
  });
});

describe("on the local host", () => {
  test("an hour of ordinary traffic rings nothing", async () => {
    const start = clock.now();
    const staff = await issuer.staffToken({ sub: "staff" });
    const token = await issuer.token({ sub: "ana", email: "ana@certs.test" });
    const hour: (readonly Datum[])[] = [];
    for (let each = 0; each < 12; each += 1) {
      hour.push(
        await period(async () => {
          expect(await send("GET", "/v1/products", token)).toBe(200);
          expect(await send("GET", "/v1/work", staff)).toBe(200);
          expect(await send("GET", "/v1/orders/ord_none", token)).toBe(404);
          expect(await send("POST", "/v1/orders", token, { items: [] })).toBe(422);
          expect(await send("GET", "/v1/work", token)).toBe(403);
          expect(await send("GET", "/none")).toBe(404);
          for (let run = 0; run < 5; run += 1) await schedule(start + (each * 5 + run) * minute);
        }),
      );
    }

    expect(ringing(...hour)).toEqual([]);
  }, 120_000);

  test("an item that cannot be read rings `faults`, and nothing else", async () => {
    const key = { pk: { S: "CERTIFICATION#spoilt" }, sk: { S: "." } };
    await put({ ...key, kind: { S: "certification" }, data: { S: "spoilt" } });
    const data = await period(async () => {
      expect(await send("GET", "/v1/certifications/spoilt")).toBe(500);
      await schedule(clock.now());
    });
    await remove(key);

    expect(ringing(data)).toEqual(["faults"]);
  });

  test("functions that crash at their start ring `server-errors` after two periods, and nothing else", async () => {
    const broken = {
      ...deployment,
      functions: deployment.functions.map((each) => ({ ...each, handler: "index.none" })),
    };
    const crashing = new Functions(broken.functions, { dynamodb: "", services: "" }, log, new Stats());
    const whole = gateway;
    gateway = new Gateway(deployment, new Authorizer(issuer, clock), crashing);
    const down = () =>
      period(async () => {
        expect(await send("GET", "/v1/certifications")).toBe(500);
        await schedule(clock.now());
      });
    const first = await down();
    const second = await down();
    gateway = whole;
    await crashing.stop();

    expect(ringing(first)).toEqual([]);
    expect(ringing(first, second)).toEqual(["server-errors"]);
  });

  test("a schedule that does not run for three periods rings `schedule-heartbeat`, and nothing else", async () => {
    const run = await period(() => schedule(clock.now()));
    const quiet = await period(async () => undefined);

    expect(ringing(run, quiet, quiet)).toEqual([]);
    expect(ringing(run, quiet, quiet, quiet)).toEqual(["schedule-heartbeat"]);
  });

  test("a run that comes 16 minutes after something was due rings `schedule-lag`, and nothing else", async () => {
    const ordered = await orderedAt();
    // Things that earlier tests left.
    await schedule(ordered - 2 * minute);
    const onTime = await period(() => schedule(ordered - minute));
    const late = await period(() => schedule(ordered + 16 * minute));
    const after = await period(() => schedule(ordered + 17 * minute));

    expect(ringing(onTime)).toEqual([]);
    expect(ringing(late)).toEqual(["schedule-lag"]);
    expect(ringing(after)).toEqual([]);
  });

  test("a thing on which every run fails rings `schedule-failed` after three periods, and nothing else", async () => {
    const key = { pk: { S: "ORDER#spoilt" }, sk: { S: "." } };
    const now = clock.now();
    const due = { due: { S: "DUE#0" }, dueSort: { S: `${new Date(now).toISOString()}#order#spoilt` } };
    await put({ ...key, ...due, kind: { S: "order" }, data: { S: "spoilt" } });
    const failing: (readonly Datum[])[] = [];
    for (let each = 0; each < 3; each += 1) failing.push(await period(() => schedule(now + each * minute)));
    await remove(key);

    expect(ringing(...failing.slice(0, 2))).toEqual([]);
    expect(ringing(...failing)).toEqual(["schedule-failed"]);
  });

  test("a parked report of which nobody takes care rings `work-overdue` after 3 days, and nothing else", async () => {
    const since = clock.now();
    const at = new Date(since).toISOString();
    const key = { pk: { S: "REPORT#old" }, sk: { S: "." } };
    await put({ ...key, kind: { S: "report" }, work: { S: "WORK" }, workSort: { S: `${at}#report#old` } });
    const young = await period(() => schedule(since + 71 * 60 * minute));
    const old = await period(() => schedule(since + 73 * 60 * minute));
    await remove(key);

    expect(ringing(young)).toEqual([]);
    expect(ringing(old)).toEqual(["work-overdue"]);
  });

  test("an e-mail that SES refuses at its last try rings `mail-parked`, and nothing else", async () => {
    const now = clock.now();
    const last = await period(async () => {
      await putMail("last", 5, now);
      await schedule(now);
    });
    const earlier = await period(async () => {
      await putMail("earlier", 3, now);
      await schedule(now);
    });

    expect(ringing(last)).toEqual(["mail-parked"]);
    expect(ringing(earlier)).toEqual([]);
  });

  test("a run that fails as a whole is a dead letter and rings `dead-letters`, and nothing else", async () => {
    const name = deployment.functions.find((each) => each.name.includes("runschedule"))?.name ?? "";
    const whole = functions;
    functions = new Functions(deployment.functions, { dynamodb: "http://127.0.0.1:1", services: "" }, log, new Stats());
    const data = await period(async () => {
      await schedule(clock.now());
      expect(name).not.toBe("");
    });
    await functions.stop();
    functions = whole;

    expect(ringing(data)).toEqual(["dead-letters"]);
  }, 60_000);
});

describe("on paper, because only the platform measures it", () => {
  const lambda = (name: string, value: number): Datum => ({ namespace: "AWS/Lambda", name, dimensions: [], value });
  const ses = (name: string, value: number): Datum => ({ namespace: "AWS/SES", name, dimensions: [], value });
  const beat: Datum = { namespace: "certrail", name: "lag", dimensions: ["service=CertrailService"], value: 0 };
  const age = (value: number): Datum => ({ ...lambda("IteratorAge", value), dimensions: ["FunctionName=send-mail"] });

  test.each<[string, readonly Datum[], readonly string[]]>([
    ["15 minutes of refused invocations", [lambda("Throttles", 1)], ["throttling"]],
    ["a stream that is six minutes behind", [age(360_000)], ["stream-age"]],
    ["a stream that is four minutes behind", [age(240_000)], []],
    ["6 % of bounces", [ses("Reputation.BounceRate", 0.06)], ["mail-reputation"]],
    ["0.2 % of complaints", [ses("Reputation.ComplaintRate", 0.002)], ["mail-reputation"]],
    [
      "4 % of bounces and 0.05 % of complaints",
      [ses("Reputation.BounceRate", 0.04), ses("Reputation.ComplaintRate", 0.0005)],
      [],
    ],
  ])("%s", (_, data, rings) => {
    const each = [...data, beat];
    expect(ringing(each, each, each)).toEqual(rings);
  });

  test.each([
    ["ACTUAL", 80, 0, []],
    ["ACTUAL", 81, 0, ["ACTUAL"]],
    ["FORECASTED", 10, 101, ["FORECASTED"]],
    ["FORECASTED", 10, 100, []],
  ])("the budget of 100 USD, by what it tells of (%s): spent %d, forecast %d", (_, spent, forecast, tells) => {
    const [found] = Object.values(resources).filter(({ Type }) => Type === "AWS::Budgets::Budget");
    const { Budget, NotificationsWithSubscribers: all } = budgetShape.parse(found?.Properties);
    const amounts = { ACTUAL: spent, FORECASTED: forecast };
    const told = all.filter(
      ({ Notification: of }) => (100 * amounts[of.NotificationType]) / Budget.BudgetLimit.Amount > of.Threshold,
    );

    expect(told.map(({ Notification: of }) => of.NotificationType)).toEqual(tells);
    for (const { Subscribers } of told)
      expect(Subscribers).toEqual([{ Address: "on-call@certs.test", SubscriptionType: "EMAIL" }]);
  });
});

/** Stores an e-mail that is due now, after so many tries. */
async function putMail(id: string, tries: number, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const words = { mailId: id, event: "order.placed", to: "ana@reject.test", subject: "-", text: "-", html: "-" };
  const text = Object.entries({ ...words, at, status: "pending", nextTryAt: at });
  const data = { M: { ...Object.fromEntries(text.map(([name, S]) => [name, { S }])), tries: { N: String(tries) } } };
  const due = { due: { S: "DUE#0" }, dueSort: { S: `${at}#mail#${id}` } };
  const key = { pk: { S: `MAIL#${id}` }, sk: { S: "." } };
  await put({ ...key, ...due, kind: { S: "mail" }, version: { N: "1" }, commit: { S: "-" }, data });
}

/** Places an order, and answers the instant at which it ends. */
async function orderedAt(): Promise<number> {
  const token = await issuer.token({ sub: "ben", email: "ben@certs.test" });
  const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
  expect(await send("POST", "/v1/orders", token, { items })).toBe(201);
  return clock.now() + 7 * 24 * 60 * minute;
}
