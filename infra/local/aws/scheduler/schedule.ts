import * as z from "zod";
import type { ScheduleDefinition } from "../../assembly/triggers.ts";
import type { Clock } from "../../host/clock.ts";
import { messageOf } from "../../host/failure.ts";
import { warn } from "../../host/log.ts";
import { type Streams, settle } from "../dynamodb/streams.ts";
import type { Functions } from "../lambda/functions.ts";

const units: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The clock waits this long for the work that a run caused. */
const settleMilliseconds = 10_000;

/** Limit of runs at one instant, because stream functions may keep producing work. */
const runsAtOneInstant = 5;

/** The part of a scheduled function's result that the host reads. */
const resultSchema = z.looseObject({
  nextDueAt: z.iso.datetime({ offset: true }).nullish(),
  /** Handled items by kind. */
  handled: z.record(z.string(), z.number()).default({}),
});

export type Run = { readonly function: string; readonly time: string; readonly result: unknown };

/** A scheduled function failed. The clock stays at that instant. */
export class ScheduleFailure extends Error {
  override readonly name = "ScheduleFailure";
}

/** Runs the deployment's schedules, one run at a time, in real time and while the clock moves. */
export class Scheduler {
  readonly #schedules: readonly ScheduleDefinition[];
  readonly #functions: Functions;
  readonly #clock: Clock;
  readonly #streams: Streams;
  readonly #timers: NodeJS.Timeout[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(schedules: readonly ScheduleDefinition[], functions: Functions, clock: Clock, streams: Streams) {
    this.#schedules = schedules;
    this.#functions = functions;
    this.#clock = clock;
    this.#streams = streams;
    for (const schedule of schedules) intervalOf(schedule.expression);
  }

  /** Starts each schedule at its rate, in real time. */
  start(): void {
    for (const schedule of this.#schedules) {
      let isWaiting = false;
      const tick = async () => {
        if (isWaiting) return;
        isWaiting = true;
        await this.#alone(() => this.#run(schedule)).catch((thrown) => warn(messageOf(thrown)));
        isWaiting = false;
      };
      this.#timers.push(setInterval(tick, intervalOf(schedule.expression)));
    }
  }

  /** Stops the schedules, and waits for the current run. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#last;
  }

  /** Runs every schedule once, and waits for its effects. Throws ScheduleFailure if one fails. */
  runNow(): Promise<readonly Run[]> {
    return this.#alone(async () => {
      const runs = await this.#runAll();
      await settle(this.#streams, settleMilliseconds);
      return runs;
    });
  }

  /**
   * Moves the clock forwards to that instant. It stops at each instant at which a scheduled function reports due work,
   * runs the schedules and waits for the stream. Throws ScheduleFailure if a run fails.
   */
  advanceTo(target: number): Promise<void> {
    return this.#alone(async () => {
      for (;;) {
        const next = await this.#runSettled();
        const now = this.#clock.now();
        if (now >= target) return;
        // A function may name a past instant. It must not stop the clock.
        const step = next > now ? next : now + 60_000;
        this.#clock.moveTo(Math.min(step, target));
      }
    });
  }

  /** Runs the schedules until nothing is left to do at this instant. Returns the next due instant. */
  async #runSettled(): Promise<number> {
    for (let run = 1; ; run += 1) {
      const runs = await this.#runAll();
      const delivered = await settle(this.#streams, settleMilliseconds);
      // Run again, because a run reads the next due instant before it acts, and its effects may be due earlier.
      if ((!delivered && !runs.some(hasHandled)) || run >= runsAtOneInstant) return earliest(runs);
    }
  }

  async #runAll(): Promise<readonly Run[]> {
    const runs: Run[] = [];
    for (const schedule of this.#schedules) runs.push(await this.#run(schedule));
    return runs;
  }

  async #run({ functionArn, input }: ScheduleDefinition): Promise<Run> {
    const time = new Date(this.#clock.now()).toISOString();
    const event: unknown = JSON.parse(input.replaceAll("<aws.scheduler.scheduled-time>", time));
    const outcome = await this.#functions.invoke(functionArn, event);
    const name = this.#functions.get(functionArn).definition.name;
    if (!outcome.ok) throw new ScheduleFailure(`The scheduled run of ${name} at ${time} failed: ${outcome.detail}`);
    return { function: name, time, result: JSON.parse(outcome.payload) };
  }

  /** Runs tasks one at a time, in the order of the calls. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }
}

function earliest(runs: readonly Run[]): number {
  const instants = runs.map(({ result }) => resultSchema.safeParse(result).data?.nextDueAt);
  return Math.min(...instants.map((instant) => (instant ? Date.parse(instant) : Number.POSITIVE_INFINITY)));
}

function hasHandled({ result }: Run): boolean {
  return Object.values(resultSchema.safeParse(result).data?.handled ?? {}).some((count) => count > 0);
}

function intervalOf(expression: string): number {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new Error(`The local host runs schedules of the form rate(n minutes), not ${expression}`);
}
