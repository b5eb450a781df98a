import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { atExit } from "../../host/at-exit.ts";
import type { DataDirectory } from "../../host/data-directory.ts";
import { StartFailure } from "../../host/failure.ts";
import { freePort } from "../../host/free-port.ts";
import { say, warn } from "../../host/log.ts";
import { DynamoApi } from "./dynamodb.ts";
import { endOrphans, engineBinary } from "./engine-process.ts";

/** The embedded DynamoDB-compatible engine: one child process with its database in the data directory. */
export class Engine {
  readonly databasePath: string;
  readonly endpoint: string;
  readonly #directory: DataDirectory;
  readonly #binary: string;
  readonly #port: number;
  readonly #forget = atExit(() => void this.#child?.kill("SIGKILL"));
  #child: ChildProcess | undefined;
  #stopping = false;
  #ready = false;

  private constructor(directory: DataDirectory, binary: string, port: number) {
    this.#directory = directory;
    this.#binary = binary;
    this.#port = port;
    this.databasePath = directory.file("table.db");
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /** Ends leftover engines, starts the engine and waits until it answers. */
  static async start(directory: DataDirectory): Promise<Engine> {
    const binary = engineBinary();
    const ended = await endOrphans(directory.file("table.db"));
    if (ended > 0) say("Ended the engine of a host that was killed");
    // Reports a file that is no database, and creates a new one that only its owner can read.
    directory.database("table.db").close();
    // Another process may take the port before the engine does.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const engine = new Engine(directory, binary, await freePort());
      if (await engine.#run()) return engine;
      await engine.stop();
    }
    throw new StartFailure(`The embedded engine did not start; ${directory.file("engine.log")} tells why.`);
  }

  /** Ends the engine. Every acknowledged write is already on disk. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined || !isRunning(child)) return this.#forget();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 2000);
    await ended;
    clearTimeout(forced);
    this.#forget();
  }

  async #run(): Promise<boolean> {
    const output = openSync(this.#directory.ownFile("engine.log"), "a");
    const child = spawn(this.#binary, ["serve", "--port", String(this.#port), "--db-path", this.databasePath], {
      stdio: ["ignore", output, output],
      env: {},
      // A separate process group, because the host handles Ctrl-C and ends the engine after the last request.
      detached: true,
    });
    closeSync(output);
    this.#child = child;
    child.on("error", (error) => warn(`The engine cannot be run: ${error.message}`));
    child.on("exit", () => void this.#restart(child));
    if (child.pid !== undefined) this.#directory.write("engine.json", { pid: child.pid, endpoint: this.endpoint });
    this.#ready = await this.#answers(child);
    return this.#ready;
  }

  async #answers(child: ChildProcess): Promise<boolean> {
    const api = new DynamoApi(this.endpoint);
    try {
      for (let attempt = 0; attempt < 500 && isRunning(child); attempt += 1) {
        if (await responds(api)) return isRunning(child);
        await sleep(attempt < 20 ? 5 : 20);
      }
      return false;
    } finally {
      api.close();
    }
  }

  /** Restarts an engine that ended unexpectedly, on the same port. Meanwhile, functions are refused. */
  async #restart(ended: ChildProcess): Promise<void> {
    if (this.#stopping || this.#child !== ended || !this.#ready) return;
    warn("The engine ended unexpectedly; starting it again on the same data");
    for (let attempt = 0; !this.#stopping; attempt += 1) {
      this.#ready = false;
      if (await this.#run()) break;
      await sleep(Math.min(100 * 2 ** attempt, 5000));
    }
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function responds(api: DynamoApi): Promise<boolean> {
  try {
    await api.call("DynamoDB_20120810.ListTables", {}, z.object({ TableNames: z.array(z.string()) }));
    return true;
  } catch {
    return false;
  }
}
