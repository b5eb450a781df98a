import * as z from "zod";
import type { ScheduleDefinition } from "../../assembly/template.ts";
import type { Clock } from "../../host/clock.ts";
import { messageOf } from "../../host/failure.ts";
import { warn } from "../../host/log.ts";
import { type Streams, settle } from "../dynamodb/streams.ts";
import type { Functions } from "../lambda/functions.ts";

const units: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** How long the clock waits for what a run has set going. */
const settleMilliseconds = 10_000;

/** At one instant the schedules run no more often than this, however often a stream's function gives them new work. */
const runsAtOneInstant = 5;

/** What a scheduled function may say of its next work. */
const resultSchema = z.looseObject({
  nextDueAt: z.iso.datetime({ offset: true }).nullish(),
  /** How many things of each kind it handled. */
  handled: z.record(z.string(), z.number()).default({}),
});

export type Run = { readonly function: string; readonly time: string; readonly result: unknown };

/** A scheduled function failed; the clock stays where it ran. */
export class ScheduleFailure extends Error {
  override readonly name = "ScheduleFailure";
}

/** Runs the deployment's schedules, in real time and while the clock is moved; one run at a time. */
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

  /** Begins to run each schedule at its rate, by real time. */
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

  /** Ends the schedules; answers when a run under way has ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#last;
  }

  /** Runs every schedule once, now, and waits for what follows from it. Throws ScheduleFailure if one fails. */
  runNow(): Promise<readonly Run[]> {
    return this.#alone(async () => {
      const runs = await this.#runAll();
      await settle(this.#streams, settleMilliseconds);
      return runs;
    });
  }

  /**
   * Moves the clock forwards to that instant, stopping on the way at each instant at which a scheduled function says that
   * something falls due, and runs the schedules there and at the end. Before it goes on from an instant, it waits until
   * the table's stream is delivered. Throws ScheduleFailure if a run fails.
   */
  advanceTo(target: number): Promise<void> {
    return this.#alone(async () => {
      for (;;) {
        const next = await this.#runSettled();
        const now = this.#clock.now();
        if (now >= target) return;
        // A function that names an instant that has passed must not hold the time back.
        const step = next > now ? next : now + 60_000;
        this.#clock.moveTo(Math.min(step, target));
      }
    });
  }

  /** Runs the schedules until nothing follows from it at this instant; answers when something is due next. */
  async #runSettled(): Promise<number> {
    for (let run = 1; ; run += 1) {
      const runs = await this.#runAll();
      const delivered = await settle(this.#streams, settleMilliseconds);
      // A run looks for what is due next before it acts: what it and the stream's functions put off may be due earlier.
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

  /** One after the other, in the order of asking. */
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
