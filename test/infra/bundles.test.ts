import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Bundle, bundles } from "../../infra/bundles.ts";
import { load } from "../../infra/local/aws/lambda/compiled.ts";
import { compiledFolder } from "../../infra/local/aws/lambda/compiled-folder.ts";
import { steps } from "../../infra/steps.ts";
import { verifyCertificate } from "../../shared/contract/certificate/verification-operations.ts";
import type { Answer } from "../../shared/contract/operation.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { longestCallMilliseconds } from "../../shared/store/core/patience.ts";
import { type Handler, invoke } from "../support/invoke.ts";
import { describedAs, ofType, synthesize } from "./synthesis.ts";

const kilobyte = 1_000;

/** The most that a function's bundle may weigh. Each has a reason to be heavier than the others. */
const heavier: Readonly<Record<string, number>> = {
  // The whole description and the library that writes it; pages in each language.
  "describe-api": 575,
  "show-docs": 545,
  // The library that reads fonts, and one that draws bitmaps.
  "draw-badge": 1_215,
  // A PDF library.
  "print-certificate": 1_355,
  // All reads of an audience.
  "read-mine": 490,
  "read-partner": 426,
  "read-staff": 460,
  // A library of calendar files, whose texts are those of e-mails, in each language.
  "read-appointment": 470,
  // Each thing that falls due, and SES. Both word e-mails, in each language.
  "run-schedule": 670,
  "send-mail": 546,
  // The settling of reports.
  "accept-report": 473,
  "receive-report": 483,
  "bind-sitting": 474,
  "grant-sitting": 473,
  "close-appointment": 475,
  "end-hold": 471,
  "close-registration": 437,
};
const usual = 417;

const before = { ...process.env };
let built: readonly Bundle[] = [];
let received: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void = () => undefined;
const table = createServer((request, response) => {
  received.push(request);
  request.resume();
  answer(response);
});

beforeAll(async () => {
  const port = await new Promise((resolve) => {
    table.listen(0, "127.0.0.1", () => resolve(Object(table.address()).port));
  });
  const own = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "first", AWS_SECRET_ACCESS_KEY: "s", TABLE_NAME: "t" };
  Object.assign(process.env, own, { AWS_SESSION_TOKEN: "one", AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
  built = await bundles();
});

beforeEach(() => {
  received = [];
});

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  table.closeAllConnections();
  table.close();
});

/** The file that is uploaded, loaded into this process. */
function fileOf(name: string): string {
  const { directory } = built.find((each) => each.name === name) ?? {};
  if (directory === undefined) throw new Error(`no bundle ${name}`);
  return join(directory, "index.js");
}

function verify(): ReturnType<typeof invoke> {
  const { handler }: { readonly handler: Handler } = Object(load(fileOf("verify-certificate"), compiledFolder).exports);
  return invoke(handler, verifyCertificate, { params: { certificateNumber: drawCode("CRT", randomBytes) } });
}

const nothing = (response: ServerResponse) => {
  response.setHeader("content-type", "application/x-amz-json-1.0");
  response.end("{}");
};

test("no bundle is heavier than its budget", () => {
  const over = built.filter(({ name, bytes }) => bytes > (heavier[name] ?? usual) * kilobyte);
  expect(over.map(({ name, bytes }) => [name, bytes])).toEqual([]);
});

test("no bundle carries single sign-on, ini files' credentials or the endpoints of the instance's metadata", () => {
  for (const { name } of built) {
    const code = readFileSync(fileOf(name), "utf8");
    const carried = [
      "sso_start_url",
      "credential_process",
      "AWS_CONFIG_FILE",
      "169.254.169.254",
      "AssumeRoleWithWebIdentity",
    ];
    expect([name, carried.filter((each) => code.includes(each))]).toEqual([name, []]);
  }
});

const endpoint = (service: string) => {
  return { "Fn::Join": ["", [`https://${service}.`, { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }]] };
};

test("the template names the endpoint of each service that a step calls, and no bundle carries a list of regions", () => {
  const functions = [...ofType(synthesize().resources, "AWS::Lambda::Function").values()];
  for (const step of steps) {
    const { Environment: environment } = functions.find((each) => each.Description === describedAs(step)) ?? {};
    const variables = Object.entries(Object(environment).Variables);
    expect([step.name, Object.fromEntries(variables.filter(([name]) => name.startsWith("AWS_ENDPOINT_URL")))]).toEqual([
      step.name,
      {
        AWS_ENDPOINT_URL_DYNAMODB: endpoint("dynamodb"),
        ...((step.secrets ?? []).length > 0 && { AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint("secretsmanager") }),
        ...(step.sendsMail === true && { AWS_ENDPOINT_URL_SESV2: endpoint("email") }),
      },
    ]);
    expect([step.name, readFileSync(fileOf(step.name), "utf8").includes("us-gov-west-1")]).toEqual([step.name, false]);
  }
});

test("only the bundle that describes the API carries what operations answer", () => {
  const answers = operations.flatMap((each): readonly Answer[] => Object.values(each.answers));
  const said = answers.map(({ description }) => description).filter((each) => each.includes(" "));
  const carrying = built.flatMap(({ name }) => {
    const code = readFileSync(fileOf(name), "utf8");
    const carried = said.filter((each) => code.includes(JSON.stringify(each)));
    return name === "describe-api" || carried.length === 0 ? [] : [[name, carried]];
  });
  expect(carrying).toEqual([]);
});

test("a bundle carries no operation of another function", () => {
  const code = readFileSync(fileOf("place-order"), "utf8");
  expect([code.includes('"placeOrder"'), code.includes('"cancelOrder"')]).toEqual([true, false]);
});

test("a bundle interprets its schemas: zod compiles none", async () => {
  answer = nothing;
  const { Function: original } = globalThis;
  const made: unknown[][] = [];
  const counting = new Proxy(original, {
    construct: (target, parts) => {
      made.push(parts);
      return Reflect.construct(target, parts);
    },
  });
  globalThis.Function = counting;
  await verify().finally(() => {
    globalThis.Function = original;
  });
  expect(made).toEqual([]);
});

test("a bundle signs with Lambda's credentials, and takes newer ones when they have expired", async () => {
  answer = nothing;
  process.env.AWS_CREDENTIAL_EXPIRATION = new Date(Date.now() + 1_000).toISOString();
  await verify();
  process.env.AWS_ACCESS_KEY_ID = "second";
  process.env.AWS_SESSION_TOKEN = "two";
  await verify();

  const [first, last] = [received.at(0)?.headers, received.at(-1)?.headers];
  expect([first?.authorization, first?.["x-amz-security-token"]]).toEqual([expect.stringContaining("=first/"), "one"]);
  expect([last?.authorization, last?.["x-amz-security-token"]]).toEqual([expect.stringContaining("=second/"), "two"]);
  expect(first?.authorization).toContain("/eu-central-1/dynamodb/aws4_request");
});

test("a bundle tries again after a fault of the table", async () => {
  answer = (response) => {
    if (received.length > 1) return nothing(response);
    response.statusCode = 500;
    response.end("{}");
  };
  expect((await verify()).status).toBe(404);
  // The faulty call, its second try, and the write that counts the guess.
  expect(received).toHaveLength(3);
});

test("a bundle gives up a silent table after three tries", async () => {
  answer = () => undefined;
  const startedAt = performance.now();
  expect((await verify()).status).toBe(503);
  expect(received).toHaveLength(3);
  expect(performance.now() - startedAt).toBeLessThan(longestCallMilliseconds);
}, 30_000);
