import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { ownPurposes } from "../../infra/constructs/secrets.ts";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { programmeFile } from "../../infra/programme.ts";
import { reservedNames } from "../../shared/domain/programme/programme-faults.ts";

const root = join(import.meta.dirname, "..", "..");
const other = "test/fixtures/other-programme/programme.ts";
const folder = mkdtempSync(join(tmpdir(), "certrail-programme-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const variables = z.record(z.string(), z.unknown());
const functionShape = z.object({
  Type: z.literal("AWS::Lambda::Function"),
  Properties: z.object({
    Description: z.string(),
    Environment: z.object({ Variables: variables }),
    Role: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }),
  }),
});
const secretShape = z.object({
  Type: z.literal("AWS::SecretsManager::Secret"),
  Properties: z.object({ Description: z.string() }),
});
const statement = z.object({ Action: z.unknown(), Resource: z.unknown() });
const roleShape = z.object({
  Properties: z.object({
    Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })),
  }),
});

/** Synthesizes the stack like `cdk synth`, with the CLI's environment. */
function synthesized(programme: string) {
  const app: unknown = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  const { app: command, context } = z.object({ app: z.string(), context: variables }).parse(app);
  const [, ...args] = command.split(" ");
  const { PROGRAMME: _, ...environment } = process.env;
  const ran = spawnSync(process.execPath, [...args, "--unchecked"], {
    cwd: root,
    env: { ...environment, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ ...context, programme }) },
    encoding: "utf8",
  });
  return { code: ran.status, output: `${ran.stdout}${ran.stderr}` };
}

describe("with another programme", () => {
  let resources: { readonly [id: string]: unknown } = {};

  beforeAll(async () => {
    process.env.PROGRAMME = other;
    const { directory } = await prepareAssembly().finally(() => {
      delete process.env.PROGRAMME;
    });
    const [service = {}, state = {}] = ["Service", "State"].map((part) => {
      const template: unknown = JSON.parse(readFileSync(join(directory, `Certrail${part}.template.json`), "utf8"));
      return z.object({ Resources: variables }).parse(template).Resources;
    });
    resources = { ...state, ...service };
  }, 120_000);

  test("the stack has a secret for each provider of that programme, and for no other", () => {
    const secrets = Object.values(resources).flatMap((each) => secretShape.safeParse(each).data ?? []);
    const purposes = secrets.map(({ Properties: { Description: purpose } }) => purpose);

    expect(purposes.filter((each) => each.startsWith("Signs what")).toSorted()).toEqual([
      "Signs what Kryterion sends and asks",
      "Signs what PSI sends and asks",
      "Signs what the guild hall sends and asks",
      "Signs what the payment provider sends",
    ]);
  });

  test.each(["check-eligibility", "receive-report"])(
    "%s may read those secrets, and finds each by its provider",
    (name) => {
      const functions = Object.values(resources).flatMap((each) => functionShape.safeParse(each).data ?? []);
      const found = functions.find(({ Properties: { Description: of } }) =>
        of.startsWith(`certrail: ${name}.`),
      )?.Properties;
      const secrets = Object.entries(found?.Environment.Variables ?? {}).filter(([each]) => each.startsWith("SECRET_"));
      expect(secrets.map(([each]) => each).toSorted()).toEqual(["SECRET_GUILD_HALL", "SECRET_KRYTERION", "SECRET_PSI"]);

      const [roleId = ""] = found?.Role["Fn::GetAtt"] ?? [];
      const statements = roleShape
        .parse(resources[roleId])
        .Properties.Policies.flatMap(({ PolicyDocument: { Statement: each } }) => each);
      const reading = statements.filter(({ Action: action }) => action === "secretsmanager:GetSecretValue");
      expect(reading.map(({ Resource: on }) => on)).toEqual([secrets.map(([, arn]) => arn)]);
    },
  );
});

test("`programme` in the CDK's context chooses it, too", () => {
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ programme: other });
  try {
    expect(programmeFile()).toBe(join(root, other));
  } finally {
    delete process.env.CDK_CONTEXT_JSON;
  }
});

test("with a programme that is not there, the synthesis says so and nothing else", () => {
  expect(synthesized("programmes/none.ts")).toEqual({
    code: 1,
    output: "There is no programme programmes/none.ts: see PROGRAMME, or `programme` in cdk.json.\n",
  });
});

test("our own secrets have the names that no provider may have", () => {
  expect(Object.keys(ownPurposes).toSorted()).toEqual([...reservedNames].toSorted());
});
