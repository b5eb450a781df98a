import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Deployment, readDeployment } from "../../infra/local/assembly/template.ts";
import { Authorizer } from "../../infra/local/aws/gateway/authorizer.ts";
import { Gateway } from "../../infra/local/aws/gateway/gateway.ts";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { StartFailure } from "../../infra/local/host/failure.ts";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";
import { synthesize, writeAssembly } from "./synthesis.ts";

const { text, resources: synthesized, state } = synthesize();
const keys = Object.keys(synthesized);

const gatewayRole = keys.find((id) => id.startsWith("ApiInvoker")) ?? "";
const apiId = keys.find((id) => synthesized[id]?.Type === "AWS::ApiGatewayV2::Api") ?? "";
const schedulePolicy = keys.find((id) => id.startsWith("runschedulescheduleRoleDefaultPolicy")) ?? "";
const scheduleRole = keys.find((id) => /^runschedulescheduleRole(?!Default)/.test(id)) ?? "";
const placeOrder = keys.find((id) => id.startsWith("placeorderFunction")) ?? "";
const mailRole = keys.find((id) => /^sendmailRole(?!Default)/.test(id)) ?? "";

/** A template of the assembly, which tests change. */
type Changed = { Resources: { [id: string]: { Type: string; Properties: { [name: string]: unknown } } } };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certrail-permissions-"));
  mkdirSync(join(folder, "bundle"));
  writeFileSync(join(folder, "bundle", "package.json"), JSON.stringify({ type: "commonjs" }));
  writeFileSync(join(folder, "bundle", "index.js"), "exports.handler = async () => ({ statusCode: 200 });");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reads the template after a change. Each function answers 200. */
function read(change: (template: string) => string = (same) => same): Deployment {
  writeAssembly(folder, change(text), state.text);
  return readDeployment(folder);
}

/** As `read`, after a change of the properties of one resource. */
function readWith(id: string, change: (properties: string) => string): Deployment {
  return read((template) => {
    const changed: Changed = JSON.parse(template);
    const resource = changed.Resources[id];
    const before = JSON.stringify(resource?.Properties);
    const after = change(before);
    expect(after, "the change changes something").not.toBe(before);
    if (resource !== undefined) resource.Properties = JSON.parse(after);
    return JSON.stringify(changed);
  });
}

/** The very objects of the definition, so that a test can change them. */
function integrationsIn(definition: unknown): { credentials?: unknown }[] {
  return Object.values(Object(definition).components["x-amazon-apigateway-integrations"]);
}

/** The gateway without a role of its own: each function permits it to call on behalf of that source, as it was once. */
function withPermissionsFor(source: string): Deployment {
  return read((template) => {
    const changed: Changed = JSON.parse(template);
    for (const each of integrationsIn(changed.Resources[apiId]?.Properties.Body)) delete each.credentials;
    for (const [id, { Type: type }] of Object.entries(changed.Resources)) {
      if (type !== "AWS::Lambda::Function") continue;
      const api = ["arn:", { Ref: "AWS::Partition" }, ":execute-api:", { Ref: "AWS::Region" }, ":"];
      const parts = [...api, { Ref: "AWS::AccountId" }, ":", { Ref: apiId }, source];
      changed.Resources[`${id}Permission`] = {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: { "Fn::GetAtt": [id, "Arn"] },
          Principal: "apigateway.amazonaws.com",
          SourceArn: { "Fn::Join": ["", parts] },
        },
      };
    }
    return JSON.stringify(changed);
  });
}

function withCondition(role: string, condition: string): string {
  return role.replace('"Effect":"Allow","Resource"', `"Condition":${condition},"Effect":"Allow","Resource"`);
}

const refusedRoutes = ({ routes }: Deployment) => routes.filter((each) => !each.isPermitted).map(({ key }) => key);

/** The gateway's status for a GET of each path. */
async function answers(deployment: Deployment, ...paths: string[]): Promise<(number | string)[][]> {
  const directory = DataDirectory.open(join(folder, "data"));
  const clock = new Clock(directory);
  const log = new FunctionLog(directory, false, () => undefined);
  const functions = new Functions(deployment.functions, { dynamodb: "", services: "" }, log, new Stats());
  const issuer = await Issuer.open(directory, deployment, clock);
  const gateway = new Gateway(deployment, new Authorizer(issuer, clock), functions);
  try {
    const found: (number | string)[][] = [];
    for (const path of paths) {
      const request = { id: "1", method: "GET", path, query: "", sourceIp: "127.0.0.1", time: clock.now() };
      const { status, body } = await gateway.handle({ ...request, rawHeaders: [], body: Buffer.alloc(0) });
      found.push([status, body.toString() === "" ? "" : JSON.parse(body.toString()).code]);
    }
    return found;
  } finally {
    await functions.stop();
    log.close();
    directory.close();
  }
}

test("the gateway may call the function of every route, also of the one for what no other route matches", () => {
  const deployment = read();

  expect(deployment.routes.map(({ key }) => key)).toContain("$default");
  expect(refusedRoutes(deployment)).toEqual([]);
});

test("a permission for all stages, methods and paths does not cover the fallback: what no route matches is a 500", async () => {
  const deployment = withPermissionsFor("/*/*/*");

  expect(refusedRoutes(deployment)).toEqual(["$default"]);
  expect(await answers(deployment, "/health", "/", "/no/such/path")).toEqual([
    [200, ""],
    [500, "internal-error"],
    [500, "internal-error"],
  ]);
  expect(await answers(read(), "/health", "/", "/no/such/path")).toEqual([
    [200, ""],
    [200, ""],
    [200, ""],
  ]);
});

test.each([
  ["/*", []],
  ["/*/*", []],
  ["/$default/$default", "all but $default"],
  ["/$default/GET/health", "all but GET /health"],
  ["/$default/GET/v1/orders/?orderId?", "all but GET /v1/orders/{orderId}"],
  ["/prod/*", "all"],
])("a permission for %s leaves without one: %j", (source, left) => {
  const deployment = withPermissionsFor(source);
  const all = deployment.routes.map(({ key }) => key);
  const expected = typeof left === "string" ? all.filter((key) => left !== `all but ${key}`) : left;

  expect(refusedRoutes(deployment)).toEqual(expected);
});

test("a function that the gateway's role does not list cannot be reached, and the others can", () => {
  const listed = /\{"Fn::GetAtt":\["placeorderFunction[^"]*","Arn"\]\},/;

  expect(refusedRoutes(readWith(gatewayRole, (role) => role.replace(listed, "")))).toEqual(["POST /v1/orders"]);
});

test.each([
  ["that another service takes", (role: string) => role.replace("apigateway.amazonaws", "events.amazonaws")],
  ["that allows another action", (role: string) => role.replace("lambda:InvokeFunction", "lambda:GetFunction")],
  [
    "that allows it on a condition that the request does not meet",
    (role: string) => withCondition(role, '{"StringEquals":{"aws:SourceAccount":"1"}}'),
  ],
  [
    "that allows it on a condition that the host does not evaluate",
    (role: string) => withCondition(role, '{"Bool":{"aws:SecureTransport":"true"}}'),
  ],
])("with a role %s the gateway reaches nothing", (_, change) => {
  const deployment = readWith(gatewayRole, change);

  expect(refusedRoutes(deployment)).toEqual(deployment.routes.map(({ key }) => key));
});

test("a statement with a wildcard is followed as IAM follows it", () => {
  const anyFunction = (role: string) =>
    role.replace(/"Resource":\[.*?\]\}\]/, '"Resource":"arn:aws:lambda:*:*:function:*"');
  const otherService = (role: string) => anyFunction(role).replace("arn:aws:lambda:*", "arn:aws:s3:*");
  const anyAction = (role: string) => role.replace('"lambda:InvokeFunction"', '"LAMBDA:Invoke*"');

  expect(refusedRoutes(readWith(gatewayRole, anyAction))).toEqual([]);
  expect(refusedRoutes(readWith(gatewayRole, anyFunction))).toEqual([]);
  expect(refusedRoutes(readWith(gatewayRole, otherService))).toHaveLength(read().routes.length);
});

test.each(["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"])(
  "a stream whose function may not %s is refused at the start, in one line that names both",
  (action) => {
    const without = () => readWith(mailRole, (role) => role.replace(`dynamodb:${action}`, "dynamodb:Other"));

    expect(without).toThrow(StartFailure);
    expect(without).toThrow(new RegExp(`^The stream cannot be read for .*sendmail.* dynamodb:${action}\\.$`));
  },
);

test("a stream whose function's role Lambda cannot take is refused at the start", () => {
  expect(() => readWith(mailRole, (role) => role.replace("lambda.amazonaws", "ec2.amazonaws"))).toThrow(StartFailure);
});

test.each([
  ["does not allow the call", schedulePolicy, /lambda:InvokeFunction/, "lambda:GetFunction"],
  ["allows the call of another function", schedulePolicy, /runscheduleFunction[0-9A-F]+/, placeOrder],
  ["is for another service", scheduleRole, /scheduler\.amazonaws/, "events.amazonaws"],
])("a schedule whose role %s is refused at the start, in one line that names it", (_, id, from, to) => {
  const changed = () => readWith(id, (properties) => properties.replace(from, to));

  expect(changed).toThrow(StartFailure);
  expect(changed).toThrow(/^The schedule runschedule.* cannot run: .*runschedule.*\.$/);
});

test.each([
  ["denies", (role: string) => role.replace('"Effect":"Allow","Resource"', '"Effect":"Deny","Resource"')],
  ["has a managed policy", (role: string) => role.replace("{", '{"ManagedPolicyArns":["arn:aws:iam::aws:policy/X"],')],
  ["has a boundary", (role: string) => role.replace("{", '{"PermissionsBoundary":"arn:aws:iam::aws:policy/X",')],
  ["trusts on a condition", (role: string) => role.replace('"Principal"', '"Condition":{},"Principal"')],
])("a role that %s is refused by its name, because the host does not evaluate that", (_, change) => {
  expect(() => readWith(gatewayRole, change)).toThrow(`cannot run ${gatewayRole}`);
});
