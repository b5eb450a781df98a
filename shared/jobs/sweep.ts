import type { Instant } from "../domain/instant.ts";
import { logRetried } from "../log/log.ts";
import { retryReport, settleSlot } from "../settling/retry-report.ts";
import { retryBinding } from "../settling/settle-bindings.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { type Due, drop, nextDue, readDue } from "../store/core/due.ts";
import type { DueKind } from "../store/core/entity.ts";
import { dueShards } from "../store/core/index-attributes.ts";
import { appointmentOf } from "../store/exam/appointments.ts";
import { results } from "../store/exam/results.ts";
import { oldestWork } from "../store/overview/work.ts";
import { announceCertificate, announceCode, announceExamCode, announceRegistration } from "./announce.ts";
import { announceOrder } from "./announce-order.ts";
import { cancelBatch } from "./cancel-batch.ts";
import { retryMail } from "./deliver-mail.ts";
import { endCodes } from "./end-codes.ts";
import { issueBatch } from "./issue-batch.ts";
import { type JobRun, untilAllEnd } from "./job.ts";

export type Swept = {
  readonly nextDueAt: Instant | undefined;
  /** The age of the oldest thing that this run found. */
  readonly oldestDueAt?: Instant | undefined;
  readonly oldestWorkSince?: Instant | undefined;
  readonly handled: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
};

type Handler = (due: Due, run: JobRun) => Promise<void>;

/** Each handler reads again before it acts, and acts once. */
const handlers: Readonly<Record<DueKind | "idempotency" | "message", Handler>> = {
  batch: async ({ id }, run) => {
    await issueBatch(id, run);
    await cancelBatch(id, run);
  },
  order: ({ id }, run) => announceOrder(id, run),
  report: ({ id }, run) => retryReport(id, run),
  appointment: ({ id }, run) => settleSlot(appointmentOf(id), run),
  result: ({ id }, run) => settleSlot(results.at(id), run),
  sitting: ({ id }, run) => settleSlot(sittingAt(id), run),
  binding: ({ id }, run) => retryBinding(id, run),
  "authorization-code": ({ id }, run) => announceCode(id, run),
  registration: ({ id }, run) => announceRegistration(id, run),
  certificate: ({ id }, run) => announceCertificate(id, run),
  "exam-code": ({ id }, run) => announceExamCode(id, run),
  partner: ({ id }, run) => endCodes(id, run),
  mail: ({ id }, run) => retryMail(id, run),
  // Earlier versions put them into the schedule. Now DynamoDB drops them.
  idempotency: (due, { cost }) => drop(due, cost),
  message: (due, { cost }) => drop(due, cost),
};

const handlerOf: ReadonlyMap<string, Handler> = new Map(Object.entries(handlers));

/** The things of one shard in parallel. */
const atOnce = 4;

/**
 * Handles what is due, oldest first in each shard (R30). A failure is counted, stays due, and stops nothing else. It
 * can run twice at once, stop anywhere, and come late.
 */
export async function sweep(run: JobRun): Promise<Swept> {
  const tally = new Tally();
  const next = await untilAllEnd(dueShards.map((shard) => sweepShard(shard, run, tally)));
  const oldestWorkSince = await oldestWork(run.now, run.cost);
  const nextDueAt = next.filter((at) => at !== undefined).sort()[0];
  const { oldestDueAt, handled, failed } = tally;
  return { nextDueAt, oldestDueAt, oldestWorkSince, handled, failed };
}

/** Answers when the shard's next thing is due. */
async function sweepShard(shard: string, run: JobRun, tally: Tally): Promise<Instant | undefined> {
  const pages = readDue(shard, run.now, run.cost);
  for (let handled = 0; ; handled += 1) {
    const page = await pages.next();
    // A handled thing may be due again, earlier than what was seen.
    if (page.done) return handled === 0 ? page.value : nextDue(shard, run.now, run.cost);
    const left = [...page.value];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left.length > 0 && run.hasTime()) await handle(left.shift(), run, tally);
      }),
    );
    if (left[0] !== undefined) return left[0].at;
  }
}

async function handle(due: Due | undefined, run: JobRun, tally: Tally): Promise<void> {
  if (due === undefined) return;
  tally.found(due);
  try {
    const handler = handlerOf.get(due.kind);
    if (handler === undefined) throw new Error(`nothing handles a due ${due.kind}`);
    await handler(due, run);
    tally.add(tally.handled, due.kind);
  } catch (error) {
    logRetried(`sweep ${due.kind}`, run.requestId, error);
    tally.add(tally.failed, due.kind);
  }
}

class Tally {
  readonly handled: Record<string, number> = {};
  readonly failed: Record<string, number> = {};
  oldestDueAt: Instant | undefined;

  found({ at }: Due): void {
    if (this.oldestDueAt === undefined || at < this.oldestDueAt) this.oldestDueAt = at;
  }

  add(counts: Record<string, number>, kind: string): void {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
}
