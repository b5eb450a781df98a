import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { type Deployment, type FunctionDefinition, readDeployment } from "../../infra/local/assembly/template.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { ensureTable } from "../../infra/local/aws/dynamodb/table.ts";
import { tableAccesses } from "../../infra/local/aws/dynamodb/table-access.ts";
import { EventBus } from "../../infra/local/aws/events/event-bus.ts";
import { Authorizer } from "../../infra/local/aws/gateway/authorizer.ts";
import { Gateway } from "../../infra/local/aws/gateway/gateway.ts";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { Services } from "../../infra/local/aws/services.ts";
import { MailStore } from "../../infra/local/aws/ses/mail-store.ts";
import { MailSimulator } from "../../infra/local/aws/ses/simulator.ts";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";

/** The local host refuses a function what its synthesized policy does not allow, with the bundles that a deployment uploads. */

const folder = temporaryFolder("certrail-policies-");
let directory: DataDirectory;
let deployment: Deployment;
let engine: Engine;
let api: DynamoApi;
let mails: MailStore;
let clock: Clock;
let stop: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  directory = DataDirectory.open(folder.path);
  deployment = readDeployment((await prepareAssembly()).directory);
  engine = await Engine.start(directory);
  api = new DynamoApi(engine.endpoint);
  await ensureTable(api, deployment.table);
  clock = new Clock(directory);
  mails = new MailStore(directory, clock);
}, 120_000);

afterEach(() => stop());

afterAll(async () => {
  mails.close();
  api.close();
  await engine.stop();
  directory.close();
  folder.remove();
});

/** Starts the functions without the permissions for an action whose resource contains a text. Answers what calls them. */
async function without(action: string, part = "") {
  let removed = 0;
  const functions: FunctionDefinition[] = deployment.functions.map((each) => ({
    ...each,
    allowed: each.allowed.flatMap((statement) => {
      const { actions, resources } = statement;
      const kept = resources.filter((resource) => !resource.includes(part));
      if (!actions.includes(action) || kept.length === resources.length) return statement;
      removed += 1;
      const others = { ...statement, actions: actions.filter((other) => other !== action) };
      return [others, { ...statement, actions: [action], resources: kept }];
    }),
  }));
  expect(action === "" || removed > 0, "a permission was removed").toBe(true);

  const secrets = new SecretStore(directory, deployment.secrets, functions);
  const bus = new EventBus([], clock, (arn, event) => running.invoke(arn, event));
  const simulator = new MailSimulator(deployment.mailSets, clock, bus);
  const services = await Services.start({ secrets, mails, simulator, functions });
  const faults: string[] = [];
  const log = new FunctionLog(directory, false, (line) => faults.push(JSON.stringify(line)));
  const endpoints = { dynamodb: engine.endpoint, services: services.endpoint };
  const running = new Functions(functions, endpoints, log, new Stats());
  const issuer = await Issuer.open(directory, deployment, clock);
  const gateway = new Gateway(deployment, new Authorizer(issuer, clock), running);
  stop = async () => {
    stop = async () => undefined;
    await running.stop();
    services.stop();
    log.close();
  };
  const token = await issuer.token({ sub: "ana", email: "ana@example.org", name: "Ana Sá" });
  const send = async (method: string, path: string, body?: object): Promise<number> => {
    const signed = {
      "webhook-id": "m",
      "webhook-timestamp": String(Math.floor(clock.now() / 1000)),
      "webhook-signature": `v1,${"A".repeat(43)}=`,
    };
    const headers = {
      host: "localhost",
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...signed,
    };
    const rawHeaders = Object.entries({ ...headers, authorization: `Bearer ${token}` }).flat();
    const text = body === undefined ? "" : JSON.stringify(body);
    const request = { id: "request", method, path, query: "", rawHeaders, sourceIp: "127.0.0.1", time: clock.now() };
    return (await gateway.handle({ ...request, body: Buffer.from(text) })).status;
  };
  return { send, services, faults };
}

test("with all permissions of the template a list is read", async () => {
  const { send, faults } = await without("");

  expect(await send("GET", "/v1/orders")).toBe(200);
  expect(faults.filter((line) => line.includes("not authorized"))).toEqual([]);
});

test("a read of the table without its permission is refused", async () => {
  const { send, faults } = await without("dynamodb:GetItem", "table/");

  expect(await send("GET", "/v1/certifications/acp-cloud")).toBe(500);
  expect(faults.join()).toMatch(
    /is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:\S+:table\//,
  );
});

test("an index is a resource of its own", async () => {
  const { send, faults } = await without("dynamodb:Query", "/index/by-owner");

  expect(await send("GET", "/v1/orders")).toBe(500);
  expect(faults.join()).toMatch(/is not authorized to perform: dynamodb:Query on resource: \S+\/index\/by-owner/);
});

test("a secret that a function may not read is refused", async () => {
  const { send, faults } = await without("secretsmanager:GetSecretValue", "payments");

  expect(await send("POST", "/v1/webhooks/payments", {})).toBeGreaterThanOrEqual(500);
  expect(faults.join()).toContain("is not authorized to perform: secretsmanager:GetSecretValue");
});

test("the services know each function by its token, and refuse everybody else", async () => {
  const { services } = await without("");
  const sender = deployment.functions.find(({ environment }) => environment.MAIL_FROM !== undefined);
  const text = { Data: "Hello" };
  const mail = (from: string) => ({
    FromEmailAddress: from,
    Destination: { ToAddresses: ["ben@example.org"] },
    Content: { Simple: { Subject: text, Body: { Text: text, Html: text }, Headers: [] } },
  });
  const send = async (name: string | undefined, from: string) => {
    const headers = name === undefined ? {} : { "x-amz-security-token": name };
    const request = { method: "POST", headers, body: JSON.stringify(mail(from)) };
    return (await fetch(`${services.endpoint}/v2/email/outbound-emails`, request)).status;
  };
  const from = sender?.environment.MAIL_FROM ?? "";
  const other = deployment.functions.find(({ environment }) => environment.MAIL_FROM === undefined)?.name;

  expect(await send(sender?.name, from)).toBe(200);
  expect(await send(sender?.name, `not.${from}`)).toBe(403);
  expect(await send(other, from)).toBe(403);
  expect(await send(undefined, from)).toBe(403);
});

test("a transaction needs the permission of each of its writes, and a batch that of the batch", () => {
  const on = { TableName: "T", Key: {} };
  const writes = [{ Put: on }, { Update: on }, { Delete: on }, { ConditionCheck: on }];
  const actions = (target: string, body: object) =>
    tableAccesses(`DynamoDB_20120810.${target}`, body, "table/").map(({ action, resource }) => `${action} ${resource}`);

  expect(actions("TransactWriteItems", { TransactItems: writes })).toEqual([
    "dynamodb:PutItem table/T",
    "dynamodb:UpdateItem table/T",
    "dynamodb:DeleteItem table/T",
    "dynamodb:ConditionCheckItem table/T",
  ]);
  expect(actions("BatchGetItem", { RequestItems: { T: {} } })).toEqual(["dynamodb:BatchGetItem table/T"]);
  expect(actions("Query", { TableName: "T", IndexName: "by-owner" })).toEqual([
    "dynamodb:Query table/T/index/by-owner",
  ]);
});
