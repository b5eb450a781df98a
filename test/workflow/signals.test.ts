import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";

/** Commands as a person starts and ends them: Ctrl-C reaches npm and all below it, `kill` the npm process alone. */

const root = join(import.meta.dirname, "..", "..");
const seconds = 1_000;
const folders = temporaryFolder("certrail-signals-");

const all: ChildProcess[] = [];

afterEach(() => {
  // Ends process groups that a failed test left running.
  for (const { pid } of all.splice(0)) if (pid !== undefined) endGroup(pid);
});

afterAll(folders.remove);

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All have ended.
  }
}

type Started = { readonly npm: ChildProcess; readonly temporary: string; readonly output: () => string };

/** Runs an npm script with a temporary folder of its own. */
function start(name: string, args: readonly string[]): Started {
  const temporary = join(folders.path, `${name.replace(":", "-")}-${readdirSync(folders.path).length}`);
  mkdirSync(temporary);
  const npm = spawn("npm", ["run", name, "--", ...args], {
    cwd: root,
    env: {
      ...process.env,
      TMPDIR: temporary,
      // Nothing listens at port 1.
      PORT: name === "start" ? "0" : "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  all.push(npm);
  const printed: string[] = [];
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  return { npm, temporary, output: () => printed.join("") };
}

/** The processes that were started for a command: its folder is in their environment or among their arguments. */
function processesOf({ temporary }: Started): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => `${textOf(pid, "environ")}${textOf(pid, "cmdline")}`.includes(temporary))
    .map((pid) => `${pid} ${textOf(pid, "cmdline").replaceAll("\0", " ")}`);
}

function textOf(pid: string, file: string): string {
  try {
    return readFileSync(join("/proc", pid, file), "utf8");
  } catch {
    return "";
  }
}

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let waited = 0; !holds(); waited += 1) {
    if (waited > 900) throw new Error(`waited in vain: ${what()}`);
    await sleep(100);
  }
}

const ctrlC = ({ npm: { pid } }: Started) => pid !== undefined && process.kill(-pid, "SIGINT");
const kill = ({ npm }: Started) => npm.kill("SIGTERM");
const kill9 = ({ npm }: Started) => npm.kill("SIGKILL");

const hasEngine = ({ temporary }: Started) =>
  readdirSync(temporary, { recursive: true }).some((file) => `${file}`.endsWith("engine.json"));
const says = (text: string) => (started: Started) => started.output().includes(text);

test.each([
  ["start", ["--memory"], "is ready", "kill", says("is ready"), kill],
  ["start", ["--memory"], "is ready", "kill -9", says("is ready"), kill9],
  ["start", ["--memory"], "starts its engine", "Ctrl-C", hasEngine, ctrlC],
  ["demo", [], "tells its story", "kill", says(" 1. "), kill],
  ["fuzz", [], "starts its engine", "kill", hasEngine, kill],
  ["simulate", ["--steps", "20", "--seeds", "9999"], "has done a seed", "Ctrl-C", says("seed 1:"), ctrlC],
  ["bench:cost", [], "starts its engine", "Ctrl-C", hasEngine, ctrlC],
  ["bench:sweep", [], "starts its engine", "kill", hasEngine, kill],
  ["crash", [], "has killed a host", "kill", says("cycle 1:"), kill],
] as const)(
  "npm run %s %j that %s leaves no process and no folder behind after %s",
  async (name, args, _, __, isThere, end) => {
    const started = start(name, args);
    const tell = () => `${started.output()}\n${processesOf(started).join("\n")}`;
    await until(() => isThere(started) || started.npm.exitCode !== null, tell);
    expect([tell(), started.npm.exitCode]).toEqual([expect.stringContaining(name), null]);

    end(started);

    await until(() => processesOf(started).length === 0, tell);
    expect(readdirSync(started.temporary)).toEqual([]);
  },
  200 * seconds,
);
