import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Answered, LocalClient } from "../../infra/commands/client.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { type RunningHost, startHost, stopHostsOn } from "../support/host.ts";

const tables = z.object({ TableNames: z.tuple([z.string()]) });
const note = z.object({ pid: z.number(), endpoint: z.string() });

/** No restart takes longer. */
const patienceSeconds = 180;

/** A slow machine may exceed the time limit of a start. */
const startTries = 3;

/** A host that is killed and restarted on one folder, and its callers. */
export class Victim {
  readonly #path: string;
  #host: RunningHost | undefined;
  #up: Promise<LocalClient>;
  #ready: (client: LocalClient) => void = () => undefined;
  #isOver = false;
  answered = 0;
  /** Repeated requests that got no answer. */
  unanswered = 0;
  /** Faults that a caller saw while no kill was under way. */
  readonly faults: string[] = [];

  constructor(path: string) {
    this.#path = path;
    this.#up = this.#waiting();
  }

  /** The engine's process and endpoint, from the host's note. */
  get engine(): { pid: number; endpoint: string } {
    return note.parse(JSON.parse(readFileSync(join(this.#path, "engine.json"), "utf8")));
  }

  async start(): Promise<void> {
    for (let tries = 1; this.#host === undefined; tries += 1) {
      if (this.#isOver) throw new Error("the crash test is over");
      try {
        this.#host = await startHost({ dataDirectory: this.#path });
        await this.#endLease();
      } catch (error) {
        if (tries === startTries) throw error;
      }
    }
  }

  /** A caller of its own, also while no request passes. */
  get client(): LocalClient {
    if (this.#host === undefined) throw new Error("no host runs");
    return new LocalClient(this.#host.url);
  }

  /** A killed run of the schedule keeps its lease for 45 seconds, for which nobody waits here. */
  async #endLease(): Promise<void> {
    const api = new DynamoApi(this.engine.endpoint);
    const { TableNames } = await api.call("DynamoDB_20120810.ListTables", {}, tables);
    const Key = { pk: { S: "LEASE#schedule" }, sk: { S: "." } };
    await api.call("DynamoDB_20120810.DeleteItem", { TableName: TableNames[0], Key }, z.unknown());
    api.close();
  }

  /** Lets requests pass. */
  open(): void {
    this.#ready(this.client);
  }

  /** Kills host and engine like a power cut, in either order. */
  async kill(engineFirst: boolean): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    this.#up = this.#waiting();
    const { pid } = this.engine;
    if (engineFirst) this.#killEngine(pid);
    await host?.kill9();
    this.#killEngine(pid);
  }

  /** Ends the host for good, even during its start. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await stopHostsOn(this.#path);
  }

  /** Repeats the same request until there is an answer. */
  async send(request: (client: LocalClient) => Promise<Answered>): Promise<Answered> {
    for (let waited = 0; waited < patienceSeconds * 20; waited += 1) {
      const client = await this.#up;
      try {
        const answer = await request(client);
        if (answer.status < 500) {
          this.answered += 1;
          return answer;
        }
        if (answer.status !== 503 && this.#host?.url === client.url) this.faults.push(answer.text);
      } catch {
        // The connection broke, so the outcome is unknown.
      }
      this.unanswered += 1;
      await sleep(50);
    }
    throw new Error(`no answer in ${patienceSeconds} seconds`);
  }

  #waiting(): Promise<LocalClient> {
    return new Promise((resolve) => {
      this.#ready = resolve;
    });
  }

  /** Only kills a process that runs on this folder. */
  #killEngine(pid: number): void {
    const commandLine = `/proc/${pid}/cmdline`;
    if (!existsSync(commandLine) || !readFileSync(commandLine, "utf8").includes(this.#path)) return;
    process.kill(pid, "SIGKILL");
  }
}
