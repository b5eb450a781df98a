import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { certificationApp } from "../../infra/app.ts";
import { command } from "../../infra/commands/command.ts";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { StartFailure } from "../../infra/local/host/failure.ts";
import { settings } from "../../infra/settings/settings.ts";
import type { SettingsInput } from "../../infra/settings/stated/schema.ts";
import { steps } from "../../infra/steps.ts";

const regions = ["eu-central-1", "us-east-1", "ap-southeast-1", "sa-east-1"];
const account = "111122223333";

const usual: SettingsInput = {
  stackName: "Certrail",
  account,
  isProduction: true,
  issuer: "https://id.certrail.dev",
  audience: ["one", "another"],
  staffGroup: "certrail-staff",
  mailFrom: "no-reply@certrail.dev",
  publicUrl: "https://api.certrail.dev",
  alarmAddress: "on-call@certrail.dev",
};

/** All optional settings at once. */
function everything(region: string): SettingsInput {
  const table = `arn:aws:dynamodb:${region}:${account}:table/restored`;
  return {
    ...usual,
    staffScope: "certrail/staff",
    allowedOrigins: ["https://app.certrail.dev"],
    monthlyBudget: 100,
    secrets: { payments: `arn:aws:secretsmanager:${region}:${account}:secret:payments-AbCdEf` },
    existingTable: { tableArn: table, streamArn: `${table}/stream/2026-11-01T00:00:00.000` },
  };
}

/** The CDK states a dependency on a role beside the reference to it. */
const doubled = "W3005";

const report = z.object({
  pluginReports: z.array(z.object({ violations: z.array(z.object({ ruleName: z.string() })) })),
});

await command({
  help: `npm run test:templates

Synthesizes the stacks of a production stage for ${regions.length} regions, with few settings and with all. Counts the findings of
cdk-nag and of the validators in aws-cdk-lib, and the errors of cfn-lint, AWS's linter by the published schemas of each region
(pip install cfn-lint). Ends with 1 if there is one.`,
  parse: () => parseArgs({ options: {} }),
  work: async (_, atEnd) => {
    if (spawnSync("cfn-lint", ["--version"]).status !== 0) {
      throw new StartFailure("There is no cfn-lint in the PATH: pip install cfn-lint");
    }
    const folder = temporaryFolder("certrail-templates-");
    atEnd(folder.remove);
    let faults = 0;
    for (const region of regions) {
      for (const [name, given] of Object.entries({ few: usual, all: everything(region) })) {
        const outdir = join(folder.path, `${region}-${name}`);
        const found = [...synthesized(outdir, { ...given, region }), ...linted(outdir, region)];
        for (const each of found) console.log(`  ${each}`);
        console.log(`${region}, ${name} settings: ${found.length} findings`);
        faults += found.length;
      }
    }
    return faults > 0 ? 1 : 0;
  },
});

/** Synthesizes into a folder. Answers the findings of cdk-nag and of the CDK's validators. */
function synthesized(outdir: string, given: SettingsInput): string[] {
  const bundle = `${outdir}-bundle`;
  mkdirSync(bundle);
  writeFileSync(join(bundle, "index.js"), "exports.handler = async () => ({});\n");
  certificationApp({ environment: "test", settings: settings(given), steps, bundleOf: () => bundle, outdir }).synth();
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")));
  return pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

function linted(outdir: string, region: string): string[] {
  const templates = globSync("*.template.json", { cwd: outdir }).map((file) => join(outdir, file));
  if (templates.length < 2) throw new Error(`${outdir} lacks a template`);
  const { status, stdout, stderr } = spawnSync(
    "cfn-lint",
    ["--regions", region, "--ignore-checks", doubled, "--format", "parseable", "--", ...templates],
    { encoding: "utf8", maxBuffer: 64 * 2 ** 20 },
  );
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (status !== 0 && lines.length === 0) throw new Error(`cfn-lint ended with ${status}: ${stderr}`);
  return lines.map((line) => line.replace(`${outdir}/`, ""));
}
