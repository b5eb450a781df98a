import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import type { Answer } from "../../shared/contract/operation.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { ofType, synthesize, writeAssembly } from "./synthesis.ts";

const { resources, state, text } = synthesize();

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certrail-template-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(change: (resources: { [id: string]: unknown }) => void) {
  const template = JSON.parse(text);
  change(template.Resources);
  writeAssembly(folder, JSON.stringify(template), state.text);
  return readDeployment(folder);
}

test("every name in a function's environment is one of this machine", () => {
  const { functions, table, secrets } = read(() => undefined);
  const arns = secrets.map((secret) => secret.arn);

  for (const { name, environment } of functions) {
    expect(environment.TABLE_NAME, name).toBe(table.name);
    const named = Object.entries(environment).filter(([variable]) => variable.startsWith("SECRET_"));
    for (const [variable, value] of named) expect(arns, variable).toContain(value);
  }
});

test("a page of another site may read each header that an answer has for programs", () => {
  const { cors } = read(() => undefined);
  const forTheBrowser = ["content-encoding", "content-language", "content-security-policy", "referrer-policy", "vary"];
  const forOthers = new Set([...forTheBrowser, "x-content-type-options", "x-robots-tag"]);

  const answers = operations.flatMap((each): readonly Answer[] => Object.values(each.answers));
  const declared = new Set(answers.flatMap(({ headers = {} }) => Object.keys(headers)));

  expect([...declared].filter((name) => !forOthers.has(name) && !cors?.exposeHeaders.includes(name))).toEqual([]);
});

test("a resource of a type that the host does not know is refused by its name", () => {
  expect(() => read((resources) => Object.assign(resources, { Mail: { Type: "AWS::SES::EmailIdentity" } }))).toThrow(
    "Mail of type AWS::SES::EmailIdentity",
  );
});

const [apiId = ""] = ofType(resources, "AWS::ApiGatewayV2::Api").keys();

/** The API's definition with one member replaced, at a path of names. */
function readWith(path: readonly string[], value: unknown) {
  return read((all) => {
    const parent = path.slice(0, -1).reduce((at, name) => Object(at)[name], Object(all[apiId]).Properties.Body);
    Object.assign(parent, { [path.at(-1) ?? ""]: value });
  });
}

test.each<[string, readonly string[], unknown]>([
  [
    "an integration of another type",
    ["components", "x-amazon-apigateway-integrations", "register", "type"],
    "http_proxy",
  ],
  ["an authorizer of another type", ["components", "securitySchemes", "tokens", "type"], "apiKey"],
  ["an extension that it does not know", ["x-amazon-apigateway-endpoint-configuration"], {}],
])("%s is refused", (_, path, value) => {
  expect(() => readWith(path, value)).toThrow(`cannot run ${apiId}`);
});

test("a route to an integration that is not there is refused, and one with an authorizer that is not there", () => {
  const order = ["paths", "/v1/orders", "post"];
  const target = [...order, "x-amazon-apigateway-integration", "$ref"];

  expect(() => readWith(target, "#/components/x-amazon-apigateway-integrations/none")).toThrow(
    "POST /v1/orders leads to",
  );
  expect(() => readWith([...order, "security"], [{ none: [] }])).toThrow("POST /v1/orders names an authorizer");
});

test("an intrinsic function that the host does not resolve is refused, and an import that no stack exports", () => {
  const group = (value: object) => ({ Type: "AWS::Lambda::Permission", Properties: { FunctionName: value } });

  expect(() => read((all) => Object.assign(all, { Odd: group({ "Fn::Select": [0, []] }) }))).toThrow("Fn::Select");
  expect(() => read((all) => Object.assign(all, { Odd: group({ "Fn::ImportValue": "none" }) }))).toThrow(
    "No stack exports none",
  );
});
