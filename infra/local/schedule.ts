import * as z from "zod";
import type { Clock } from "./clock.ts";
import { messageOf } from "./failure.ts";
import type { Functions } from "./functions.ts";
import { warn } from "./log.ts";
import type { ScheduleDefinition } from "./template.ts";

const units: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** What a scheduled function may say of its next work. */
const resultSchema = z.looseObject({ nextDueAt: z.iso.datetime({ offset: true }).nullish() });

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
  readonly #timers: NodeJS.Timeout[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(schedules: readonly ScheduleDefinition[], functions: Functions, clock: Clock) {
    this.#schedules = schedules;
    this.#functions = functions;
    this.#clock = clock;
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

  /** Runs every schedule once, now. Throws ScheduleFailure if one fails. */
  runNow(): Promise<readonly Run[]> {
    return this.#alone(() => this.#runAll());
  }

  /**
   * Moves the clock forwards to that instant, stopping on the way at each instant at which a scheduled function says that
   * something falls due, and runs the schedules there and at the end. Throws ScheduleFailure if one fails.
   */
  advanceTo(target: number): Promise<void> {
    return this.#alone(async () => {
      for (;;) {
        const next = earliest(await this.#runAll());
        const now = this.#clock.now();
        if (now >= target) return;
        // A function that names an instant that has passed must not hold the time back.
        const step = next > now ? next : now + 60_000;
        this.#clock.moveTo(Math.min(step, target));
      }
    });
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

function intervalOf(expression: string): number {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new Error(`The local host runs schedules of the form rate(n minutes), not ${expression}`);
}
