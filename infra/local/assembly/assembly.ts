import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { digestOf, programmeSources } from "../../sources.ts";
import { compiledFolder } from "../aws/lambda/compiled-folder.ts";
import { atExit } from "../host/at-exit.ts";
import { messageOf, StartFailure } from "../host/failure.ts";
import { warn } from "../host/log.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const kept = join(root, "build", "assemblies");

/** Parts of `infra` that are in no template and in no bundle. */
const notBuilt = ["local", "sandbox", "commands"];
/** The sources of templates and bundles. */
const sources = [
  ...["functions", "shared", "cdk.json", "package-lock.json"],
  ...readdirSync(join(root, "infra"))
    .filter((name) => !notBuilt.includes(name))
    .map((name) => join("infra", name)),
];

const keptMilliseconds = 3_600_000;

/**
 * The folder with the cloud assembly of the current sources, and whether it was built for this call. A build runs in a
 * separate process, so that the CDK's memory is freed. If it fails, throws StartFailure with its output. The folder is
 * kept as long as this process runs, and never changes: the host starts instances from it when the sources have changed.
 */
export async function prepareAssembly(): Promise<{ readonly directory: string; readonly isBuilt: boolean }> {
  const directory = join(kept, digest());
  const isThere = existsSync(directory);
  if (!isThere) await buildInto(directory);
  use(directory);
  setInterval(() => use(directory), keptMilliseconds / 4).unref();
  return { directory, isBuilt: !isThere };
}

/** A later build removes what nobody used for an hour. */
function use(directory: string): void {
  if (existsSync(directory)) utimesSync(directory, new Date(), new Date());
}

async function buildInto(finished: string): Promise<void> {
  mkdirSync(kept, { recursive: true });
  removeOld();
  const fresh = join(kept, `.${randomUUID()}`);
  const remove = () => rmSync(fresh, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  const forget = atExit(remove);
  try {
    await synthesize(fresh);
    // Marks the bundles as CommonJS, because a package.json in a parent folder says otherwise.
    writeFileSync(join(fresh, "package.json"), JSON.stringify({ type: "commonjs" }));
    renameSync(fresh, finished);
  } catch (thrown) {
    remove();
    // Another process may have finished first, with the same result.
    if (!existsSync(finished)) throw thrown;
  } finally {
    forget();
  }
}

async function synthesize(directory: string): Promise<void> {
  const { CDK_CONTEXT_JSON: _, ...environment } = process.env;
  const hook = pathToFileURL(join(root, "infra", "programme-hook.ts")).href;
  const child = spawn(process.execPath, ["--import", hook, join(root, "infra", "app.ts"), "--unchecked"], {
    cwd: root,
    // Skips checks that deployments and tests make.
    env: { ...environment, CDK_OUTDIR: directory, CDK_VALIDATION: "false" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const forget = atExit(() => void child.kill("SIGKILL"));
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  forget();
  if (code !== 0) throw new StartFailure(`The functions or the stack could not be built:\n${printed.join("").trim()}`);
}

/** Throws StartFailure if there is no such programme. */
function digest(): string {
  try {
    return digestOf([...sources, ...programmeSources()], process.env.EXISTING_TABLE);
  } catch (thrown) {
    throw new StartFailure(messageOf(thrown));
  }
}

function removeOld(): void {
  const compiled = existsSync(compiledFolder)
    ? readdirSync(compiledFolder).map((name) => join(compiledFolder, name))
    : [];
  for (const folder of [...readdirSync(kept).map((name) => join(kept, name)), ...compiled]) {
    try {
      if (Date.now() - statSync(folder).mtimeMs > keptMilliseconds) rmSync(folder, { recursive: true, force: true });
    } catch (thrown) {
      warn(`${folder} cannot be removed: ${messageOf(thrown)}`);
    }
  }
}
