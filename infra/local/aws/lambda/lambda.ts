import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { FunctionDefinition } from "../../assembly/template.ts";
import type { FunctionLog } from "../../host/log.ts";
import { warn } from "../../host/log.ts";
import { Instance, type Outcome } from "./instance.ts";

type Waiting = { readonly id: string; readonly event: string; readonly settle: (outcome: Outcome) => void };

const instanceLimit = 8;
/** More instances than processors take turns, and each compiles the function for itself: a request costs twice as much. */
const usualInstances = Math.min(Math.max(2, availableParallelism()), instanceLimit);
/** After that, the instances that are there are taken to be busy for long, and more are started. */
const patienceMilliseconds = 1000;
/** With more waiting events the function is throttled, like an account's concurrency limit. */
const waitingLimit = 2000;
const idleMilliseconds = 60_000;

/** A function. Instances start when events wait, take one event at a time, and end when idle. */
export class LambdaFunction {
  readonly definition: FunctionDefinition;
  readonly #environment: { readonly [name: string]: string };
  readonly #log: FunctionLog;
  readonly #instances = new Set<Instance>();
  readonly #idle: Instance[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #reaper: NodeJS.Timeout;
  #starting = 0;
  #stopped = false;

  constructor(definition: FunctionDefinition, environment: { readonly [name: string]: string }, log: FunctionLog) {
    this.definition = definition;
    this.#environment = environment;
    this.#log = log;
    this.#reaper = setInterval(() => this.#reap(), idleMilliseconds / 4);
    this.#reaper.unref();
  }

  /** Runs the function when an instance is free. A failure is an outcome, never an exception. */
  async invoke(event: unknown): Promise<Outcome> {
    if (this.#stopped || this.#waiting.length >= waitingLimit) {
      return { ok: false, reason: "throttled", detail: "Too many events are waiting" };
    }
    const outcome = await new Promise<Outcome>((resolve) => {
      const waiting = { id: randomUUID(), event: JSON.stringify(event), settle: resolve };
      this.#waiting.push(waiting);
      this.#dispatch();
      this.#lookAgain(waiting);
    });
    if (!outcome.ok && !this.#stopped) warn(`[${this.definition.name}] ${outcome.detail}`);
    return outcome;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#reaper);
    await Promise.all([...this.#instances].map((instance) => instance.stop()));
  }

  #lookAgain(waiting: Waiting): void {
    if (!this.#waiting.includes(waiting)) return;
    const look = () => this.#waiting.includes(waiting) && this.#dispatch(instanceLimit);
    setTimeout(look, patienceMilliseconds).unref();
  }

  #dispatch(most = usualInstances): void {
    for (;;) {
      const instance = this.#waiting.length > 0 ? this.#idle.pop() : undefined;
      const next = instance === undefined ? undefined : this.#waiting.shift();
      if (instance === undefined || next === undefined) break;
      void this.#run(instance, next);
    }
    while (this.#starting < this.#waiting.length && this.#instances.size < most) this.#start();
  }

  async #run(instance: Instance, { id, event, settle }: Waiting): Promise<void> {
    const outcome = await instance.invoke(id, event);
    settle(outcome);
    if (this.#instances.has(instance)) this.#idle.push(instance);
    this.#dispatch();
  }

  #start(): void {
    let isStarting = true;
    const started = () => {
      if (isStarting) this.#starting -= 1;
      isStarting = false;
    };
    this.#starting += 1;
    const instance = new Instance(this.definition, this.#environment, {
      printed: (text) => this.#log.take(this.definition.name, text),
      ready: (ready) => {
        started();
        this.#idle.push(ready);
        this.#dispatch();
      },
      ended: (ended, detail) => {
        this.#remove(ended);
        const failed = isStarting;
        started();
        if (!this.#stopped) this.#afterEnd(failed, detail);
      },
    });
    this.#instances.add(instance);
  }

  /**
   * Waiting events stay while another instance may take them. If there is none and the last could not start, they fail,
   * because they would wait for ever.
   */
  #afterEnd(couldNotStart: boolean, detail: string): void {
    if (couldNotStart && this.#instances.size > 0) return;
    if (couldNotStart) this.#waiting.shift()?.settle({ ok: false, reason: "ended", detail });
    this.#dispatch();
  }

  #remove(instance: Instance): void {
    this.#instances.delete(instance);
    const position = this.#idle.indexOf(instance);
    if (position >= 0) this.#idle.splice(position, 1);
  }

  /** Ends all but one of the instances that were idle for a minute. */
  #reap(): void {
    const old = this.#idle.filter((instance) => Date.now() - instance.idleSince > idleMilliseconds);
    for (const instance of old.slice(0, Math.max(0, this.#instances.size - 1))) void instance.stop();
  }
}
