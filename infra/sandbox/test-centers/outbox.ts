import type { Clock } from "../../local/host/clock.ts";
import { messageOf } from "../../local/host/failure.ts";
import { warn } from "../../local/host/log.ts";
import { wordsOf } from "../api.ts";
import type { Message } from "./booking.ts";
import type { Programme } from "./programme.ts";
import type { CenterStore } from "./store.ts";

/** Backoff of Standard Webhooks, in seconds. */
const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** The outbox polls at this interval for reports that are due by the local clock. */
const lookMilliseconds = 1_000;

type Told = Awaited<ReturnType<Programme["report"]>>;

/**
 * The outbox of reports: at-least-once delivery under one id. It survives a restart, because a report is stored with
 * its booking before it is sent, and marked as sent after the answer.
 */
export class Outbox {
  readonly #store: CenterStore;
  readonly #programme: Programme;
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(store: CenterStore, programme: Programme, clock: Clock) {
    this.#store = store;
    this.#programme = programme;
    this.#clock = clock;
  }

  start(): void {
    this.#timer = setInterval(() => {
      const next = this.nextDueAt();
      if (next === undefined || next > this.#clock.now()) return;
      this.deliverDue().catch((thrown) => warn(`The test centres' reports: ${messageOf(thrown)}`));
    }, lookMilliseconds);
  }

  /** Resolves when the current delivery has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#last;
  }

  /** Time of the next delivery, in milliseconds since 1970. */
  nextDueAt(): number | undefined {
    const [next] = this.#store.waiting(1);
    return next?.dueAt === undefined ? undefined : Date.parse(next.dueAt);
  }

  /** Sends all due reports, one at a time. */
  deliverDue(): Promise<void> {
    return this.#alone(async () => {
      for (;;) {
        const [message] = this.#store.waiting(1);
        if (this.#stopped || message?.dueAt === undefined || message.dueAt > this.#now()) return;
        await this.#deliver(message);
      }
    });
  }

  /** Sends a report now, in whatever state it is. */
  send(messageId: string): Promise<void> {
    return this.#alone(async () => {
      const message = this.#store.message(messageId);
      if (message !== undefined) await this.#deliver(message);
    });
  }

  async #deliver(message: Message): Promise<void> {
    const deliveries = [...message.deliveries];
    let told: Told | undefined;
    for (let copy = 0; copy < message.copies; copy += 1) {
      told = await this.#programme.report(message.provider, message.messageId, message.content);
      deliveries.push({ at: this.#now(), status: told.status, said: saidBy(told) });
    }
    const again = told !== undefined && isBusy(told) ? this.#againAt(message, told) : undefined;
    const { dueAt: _, ...rest } = message;
    const sent = { ...rest, deliveries, held: false, failures: again === undefined ? 0 : message.failures + 1 };
    this.#store.saveMessage(again === undefined ? { ...sent, copies: 1 } : { ...sent, dueAt: again });
    if (again !== undefined) return;
    for (const held of this.#store.heldBefore(message)) {
      this.#store.saveMessage({ ...held, held: false, dueAt: this.#now() });
    }
  }

  #againAt({ failures }: Message, { headers }: Told): string | undefined {
    const pause = pauses[failures];
    if (pause === undefined) return undefined;
    const retryAfter = headers.get("retry-after") ?? "";
    const asked = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : 0;
    return new Date(this.#clock.now() + Math.max(pause, asked) * 1000).toISOString();
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }
}

function isBusy({ status }: Told): boolean {
  return status === 429 || status >= 500;
}

/** A short form of the answer: `applied`, `waiting`, `parked: no-sitting-left`, or the refusal. */
function saidBy(told: Told): string {
  if (!told.ok) return wordsOf(told);
  const { status, reason } = { reason: undefined, ...told.body };
  return reason === undefined ? status : `${status}: ${reason}`;
}
