import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { atExit, temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { dynamodbLocal, type ForeignEngine, startDynamodbLocal } from "./dynamodb-local.ts";
import { scan } from "./log-scan.ts";

const root = join(import.meta.dirname, "..", "..");
const startSeconds = 120;
const engineNote = z.object({ pid: z.number() });

export type HostOptions = {
  /** State to start from and to leave behind; without it, the host runs with `--memory`. */
  readonly dataDirectory?: string;
  readonly environment?: { readonly [name: string]: string };
  /** As `npm start` without `--verbose`: its functions' lines are not looked at. */
  readonly quiet?: boolean;
};

/** A local host that runs as its own process, as `npm start` runs it. */
export type RunningHost = {
  readonly pid: number;
  readonly url: string;
  /** Everything that it printed so far. */
  readonly output: () => string;
  /** Ends it as Ctrl-C does; answers its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a power cut does. Its engine lives on, as it would; the next start on the same folder ends that. */
  readonly kill9: () => Promise<void>;
};

/** The exit of a host that could not start. */
export type Ended = { readonly code: number | null; readonly output: string };

/** Starts a host on a free port and answers when it is ready. Throws with what it printed if it does not get there. */
export async function startHost(options: HostOptions = {}): Promise<RunningHost> {
  const { child, output } = launch(await onForeignEngine(options));
  const ended = exitOf(child);
  const url = await Promise.race([readiness(output), ended.then(() => undefined)]);
  if (url === undefined) {
    child.kill("SIGKILL");
    throw new Error(`The host did not become ready:\n${output()}`);
  }
  return {
    pid: child.pid ?? 0,
    url,
    output,
    stop: async () => {
      child.kill("SIGTERM");
      return await ended;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

let shared: Promise<RunningHost> | undefined;

/**
 * The host of all files of a test process that ask with accounts of their own and move the clock by a duration, never to
 * an instant. It ends with the process. It saves each file a start and the instances that another one started.
 */
export function sharedHost(): Promise<RunningHost> {
  shared ??= startHost();
  return shared;
}

/** Starts a host that is expected to refuse, and answers how it ended. */
export async function startRefused(options: HostOptions): Promise<Ended> {
  const { child, output } = launch(options);
  return { code: await exitOf(child), output: output() };
}

/** A folder for a host's state; `remove` ends an engine that a killed host left there. */
export function temporaryData(): { readonly path: string; readonly remove: () => void } {
  const { path, remove } = temporaryFolder("certrail-test-");
  return {
    path,
    remove: () => {
      endEngine(path);
      remove();
    },
  };
}

/** By the host's data directory, because its state outlives the host; hosts without one have each an engine of their own. */
const foreignEngines = new Map<string, ForeignEngine>();

/** The host's table is in DynamoDB Local where these tests run on it (`npm run test:dynamodb-local`). */
async function onForeignEngine(options: HostOptions): Promise<HostOptions> {
  if (dynamodbLocal === undefined) return options;
  const { dataDirectory, environment } = options;
  const place = dataDirectory ?? `memory-${foreignEngines.size}`;
  const engine = foreignEngines.get(place) ?? (await startDynamodbLocal(dynamodbLocal, dataDirectory));
  foreignEngines.set(place, engine);
  return { ...options, environment: { ...environment, DYNAMODB_ENDPOINT: engine.endpoint } };
}

function endForeignEngine(endpoint: string | undefined): void {
  for (const engine of foreignEngines.values()) if (engine.endpoint === endpoint) void engine.stop();
}

type Started = { readonly child: ChildProcess; readonly dataDirectory: string | undefined };
const running = new Set<Started>();

/** Ends the hosts that this process has started on a folder, also one that is not ready yet. */
export async function stopHostsOn(dataDirectory: string): Promise<void> {
  const own = [...running].filter((started) => started.dataDirectory === dataDirectory);
  for (const { child } of own) child.kill("SIGTERM");
  await Promise.all(own.map(({ child }) => exitOf(child)));
}

function launch({ dataDirectory, environment, quiet }: HostOptions) {
  const flags = [...(quiet ? [] : ["--verbose"]), ...(dataDirectory === undefined ? ["--memory"] : [])];
  const data = dataDirectory === undefined ? {} : { DATA_DIR: dataDirectory };
  const main = join(root, "infra", "local", "host", "main.ts");
  const child = spawn(process.execPath, ["--import", join(root, "infra", "compiled.mjs"), main, ...flags], {
    cwd: root,
    // The tests use the default programme, even if this checkout deploys another.
    env: {
      ...process.env,
      PORT: "0",
      PROGRAMME: "shared/domain/programme/default-programme.ts",
      ...data,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const forget = atExit(() => void child.kill("SIGTERM"));
  const started = { child, dataDirectory };
  running.add(started);
  child.on("exit", () => {
    forget();
    // A test process may be ended before it runs its own exit handlers.
    if (dataDirectory === undefined) endForeignEngine(environment?.DYNAMODB_ENDPOINT);
    running.delete(started);
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => {
      const logged = /^\[[\w-]+\] (.*)/.exec(line)?.[1];
      if (logged !== undefined) scan(logged);
      // Without --verbose, a host prints errors alone.
      if (logged === undefined || /"level":"(ERROR|CRITICAL)"/.test(logged)) printed.push(`${line}\n`);
    });
  return { child, output: () => printed.join("") };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on("close", resolve));
}

async function readiness(output: () => string): Promise<string | undefined> {
  for (let waited = 0; waited < startSeconds * 50; waited += 1) {
    const url = /certrail is ready at (\S+)/.exec(output())?.[1];
    if (url !== undefined) return url;
    await sleep(20);
  }
  return undefined;
}

/** A host that was killed leaves its engine. */
function endEngine(path: string): void {
  const note = join(path, "engine.json");
  if (!existsSync(note)) return;
  const { pid } = engineNote.parse(JSON.parse(readFileSync(note, "utf8")));
  if (belongsTo(pid, path)) process.kill(pid, "SIGKILL");
}

function belongsTo(pid: number, path: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(path);
}
