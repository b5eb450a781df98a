import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { tableArn } from "../../assembly/intrinsics.ts";
import type { FunctionDefinition } from "../../assembly/template.ts";
import { messageOf } from "../../host/failure.ts";
import { compiledFolder } from "./compiled-folder.ts";
import { instanceProgram } from "./instance-program.ts";
import { type FromHost, type Settings, toHost } from "./runtime-messages.ts";

/** The result of an event: the handler's answer as JSON, or the failure. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly reason: "threw" | "timed-out" | "ended" | "throttled"; readonly detail: string };

export type InstanceEvents = {
  readonly printed: (text: string) => void;
  /** The code is loaded, and the instance can take an event. */
  readonly ready: (instance: Instance) => void;
  /** The instance ended for any reason. */
  readonly ended: (instance: Instance, detail: string) => void;
};

type Running = { readonly id: string; readonly settle: (outcome: Outcome) => void; readonly timer: NodeJS.Timeout };

/**
 * Lambda gives an instance ten seconds to start, and then starts it again. This host does not start it again, because
 * that loads a busy machine more. It allows more time instead.
 */
const startSeconds = 60;

// V8 begins with a heap of a few MB, and collects it eight times before an instance has answered: a tenth of its CPU.
setFlagsFromString("--min-semi-space-size=8");
setFlagsFromString("--initial-old-space-size=128");

/** An instance of a function: a thread with the function's environment and memory. It takes one event at a time. */
export class Instance {
  idleSince = Date.now();
  readonly #definition: FunctionDefinition;
  readonly #events: InstanceEvents;
  readonly #worker: Worker;
  readonly #startTimer: NodeJS.Timeout;
  #running: Running | undefined;
  #hasEnded = false;

  constructor(
    definition: FunctionDefinition,
    environment: { readonly [name: string]: string },
    events: InstanceEvents,
  ) {
    this.#definition = definition;
    this.#events = events;
    const { name, arn, directory, handler, memoryMegabytes, allowed } = definition;
    const names = { functionName: name, functionArn: arn, tables: tableArn("") };
    const settings: Settings = { ...names, directory, handler, memoryMegabytes, allowed, compiledFolder };
    this.#worker = new Worker(instanceProgram, {
      eval: true,
      // The thread's name in tools of the system and in profiles.
      name,
      workerData: settings,
      env: { ...environment },
      // It would take over what our commands preload.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    this.#startTimer = setTimeout(
      () => this.#end(`It did not start within ${startSeconds} seconds`),
      startSeconds * 1000,
    );
    this.#worker.on("message", (message: unknown) => this.#take(message));
    this.#worker.on("error", (error) => this.#end(error.stack ?? messageOf(error)));
    this.#worker.on("exit", (code) => this.#end(`It exited with code ${code}`));
  }

  /** Sends an event (JSON). The instance must be ready and idle. */
  invoke(id: string, event: string): Promise<Outcome> {
    const milliseconds = this.#definition.timeoutSeconds * 1000;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timeOut(), milliseconds);
      this.#running = { id, settle: resolve, timer };
      const message: FromHost = { id, event, deadline: Date.now() + milliseconds };
      this.#worker.postMessage(message);
    });
  }

  async stop(): Promise<void> {
    this.#end("It was stopped");
    await this.#worker.terminate();
  }

  #take(message: unknown): void {
    const told = toHost.parse(message);
    if (told.kind === "ready") {
      clearTimeout(this.#startTimer);
      this.#events.ready(this);
      return;
    }
    if (told.printed !== "") this.#events.printed(told.printed);
    if (told.kind !== "printed" && told.id === this.#running?.id) {
      const failed = told.kind === "failed";
      this.#settle(failed ? { ok: false, reason: "threw", detail: told.error } : { ok: true, payload: told.payload });
    }
  }

  #timeOut(): void {
    const detail = `Task timed out after ${this.#definition.timeoutSeconds} seconds`;
    this.#settle({ ok: false, reason: "timed-out", detail });
    this.#end(detail);
  }

  #settle(outcome: Outcome): void {
    const running = this.#running;
    if (running === undefined) return;
    clearTimeout(running.timer);
    this.#running = undefined;
    this.idleSince = Date.now();
    running.settle(outcome);
  }

  #end(detail: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#startTimer);
    this.#settle({ ok: false, reason: "ended", detail });
    this.#worker.terminate().catch(() => undefined);
    this.#events.ended(this, detail);
  }
}
