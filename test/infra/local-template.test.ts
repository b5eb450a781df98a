import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import { synthesize } from "./synthesis.ts";

const { text } = synthesize();

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certrail-template-"));
  writeFileSync(join(folder, "Certrail.assets.json"), JSON.stringify({ files: {} }));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(change: (resources: { [id: string]: unknown }) => void) {
  const template = JSON.parse(text);
  change(template.Resources);
  writeFileSync(join(folder, "Certrail.template.json"), JSON.stringify(template));
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

test("a resource of a type that the host does not know is refused by its name", () => {
  expect(() => read((resources) => Object.assign(resources, { Mail: { Type: "AWS::SES::EmailIdentity" } }))).toThrow(
    "Mail of type AWS::SES::EmailIdentity",
  );
});

test("a property that the host would not follow is refused", () => {
  const integration = { Type: "AWS::ApiGatewayV2::Integration", Properties: { IntegrationType: "HTTP_PROXY" } };

  expect(() => read((resources) => Object.assign(resources, { Elsewhere: integration }))).toThrow(
    "cannot run Elsewhere",
  );
});

test("a function of the template that the host does not resolve is refused", () => {
  const route = {
    Type: "AWS::ApiGatewayV2::Route",
    Properties: { RouteKey: { "Fn::ImportValue": "Key" }, Target: "" },
  };

  expect(() => read((resources) => Object.assign(resources, { Odd: route }))).toThrow("Fn::ImportValue");
});
