import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { faultsOf } from "../settings/deployable.ts";
import { environments, settingsOf } from "../settings/environment.ts";
import { SettingsError } from "../settings/settings.ts";
import { command, Misuse } from "./command.ts";

type Line = { readonly environment: string; readonly agreed: boolean };

await command<Line>({
  help: `npm run deploy -- <environment> [--yes]

Checks the settings in infra/settings/<environment>.ts, the issuer's discovery document and the bootstrap of the region, shows what
would change, and deploys both stacks after you agree.

  --yes   do not ask, e.g. in a pipeline

  AWS_PROFILE and the other variables of the AWS CLI tell whose account it is`,
  parse: () => {
    const { values, positionals } = parseArgs({ options: { yes: { type: "boolean" } }, allowPositionals: true });
    const [environment, ...more] = positionals;
    if (environment === undefined || more.length > 0)
      throw new Misuse(`Name one environment of ${environments().sort().join(", ")}.`);
    return { environment, agreed: values.yes ?? false };
  },
  work: async ({ environment, agreed }, atEnd) => {
    const faults = await faultsOf(await settingsOf(environment));
    if (faults.length > 0) throw new SettingsError(`${environment} cannot be deployed: ${faults.join("; ")}.`);
    const cdk = (...args: string[]) => run(atEnd, [...args, "--all", "-c", `environment=${environment}`]);
    const shown = await cdk("diff");
    if (shown !== 0) return shown;
    if (!agreed && !(await agrees(environment))) return 1;
    return await cdk("deploy", "--require-approval", "never");
  },
});

async function run(atEnd: (end: () => unknown) => void, args: readonly string[]): Promise<number> {
  const cdk = join(import.meta.dirname, "..", "..", "node_modules", ".bin", "cdk");
  const child = spawn(cdk, args, { stdio: "inherit" });
  atEnd(() => child.kill("SIGTERM"));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function agrees(environment: string): Promise<boolean> {
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question(`Deploy this to ${environment}? (yes) `);
  asked.close();
  return answer.trim() === "yes";
}
