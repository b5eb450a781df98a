import { Agent, request as httpRequest } from "node:http";
import { LocalClient } from "../../../infra/commands/client.ts";
import { type Claims, pathOf } from "../../support/invoke.ts";
import { cpuOf, threadsOf } from "./cpu.ts";
import { paced, type Round } from "./rounds.ts";
import type { Task } from "./tasks.ts";

/** Threads of Node's own, such as V8's garbage collector. */
const helpers = /^(V8Worker|libuv|DelayedTask|SignalInspector|node$)/;

/** Sends a task's requests to a local host, and counts the host's CPU until the table's stream is quiet. */
export class OverHttp {
  readonly #local: LocalClient;
  readonly #pid: number;
  readonly #agent: Agent;
  readonly #connections: number;
  readonly #tokens = new Map<string, string>();

  constructor(url: string, pid: number, connections: number) {
    this.#local = new LocalClient(url);
    this.#pid = pid;
    this.#connections = connections;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  async round(task: Task, count: number): Promise<Round & { readonly generator: number }> {
    const requests = await this.#requests(task, count);
    await this.#quiet();
    const [before, threads, own] = [cpuOf(this.#pid), threadsOf(this.#pid), process.cpuUsage()];
    const rate = await paced(requests, this.#connections);
    const { user, system } = process.cpuUsage(own);
    await this.#quiet();
    const each = (milliseconds: number) => milliseconds / count;
    const parts = { main: 0, instances: 0, helpers: 0 };
    for (const [name, time] of threadsOf(this.#pid)) {
      const part = name === "MainThread" ? "main" : helpers.test(name) ? "helpers" : "instances";
      parts[part] += each(time - (threads.get(name) ?? 0));
    }
    return { rate, cpu: each(cpuOf(this.#pid) - before), parts, generator: each((user + system) / 1000) };
  }

  end(): void {
    this.#agent.destroy();
  }

  async #requests({ operation, next }: Task, count: number): Promise<(() => Promise<void>)[]> {
    const made: (() => Promise<void>)[] = [];
    while (made.length < count) {
      const { params = {}, body, text = body === undefined ? "" : JSON.stringify(body), headers, as } = await next();
      const sent = {
        ...(text !== "" && { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
        ...(as && { authorization: `Bearer ${await this.#token(as)}` }),
        ...headers,
      };
      made.push(() => this.#send(operation.method, pathOf(operation.path, params), sent, text));
    }
    return made;
  }

  async #token({ sub, email }: Claims): Promise<string> {
    const token = this.#tokens.get(sub) ?? (await this.#local.token({ sub, ...(email && { email }) }));
    this.#tokens.set(sub, token);
    return token;
  }

  /** The list of e-mails waits for the functions of the stream. */
  async #quiet(): Promise<void> {
    await this.#local.send("GET", "/__local/mail?to=nobody@example.org");
  }

  #send(method: string, path: string, headers: Readonly<Record<string, string>>, text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest(`${this.#local.url}${path}`, { method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode = 0 } = response;
          if (statusCode < 300) resolve();
          else reject(new Error(`${method} ${path} answers ${statusCode}: ${Buffer.concat(chunks)}`));
        });
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }
}
