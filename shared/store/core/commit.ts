import type { Actor, Happening } from "../../domain/history/event.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Change, subjectOf } from "./change.ts";
import type { Cost } from "./cost.ts";
import type { Facts } from "./facts.ts";
import {
  answerRecord,
  type Earlier,
  earlierAnswer,
  type IdempotentRequest,
  type RecordedAnswer,
} from "./idempotency.ts";
import { send } from "./send.ts";
import { storedEvent } from "./stored-event.ts";
import { type Write, writesOfChange } from "./writes.ts";

/** Author, time, identifier, and the answer to record (R32, R33). */
export type CommitRequest = {
  readonly now: Instant;
  readonly requestId: string;
  readonly actor: Actor;
  readonly eventId: string;
  readonly idempotent?: { readonly request: IdempotentRequest; readonly answer: RecordedAnswer } | undefined;
};

/** `stale`: something has changed since it was read. The facts hold the newer items, and `transact` decides again. */
export type Committed = "done" | "stale";

const maximumItems = 100;

/** Changes, event and recorded answer in one transaction, or nothing (R32, R33). Throws `StoreBusy`. */
export async function commit(
  facts: Facts,
  changes: readonly Change[],
  happening: Happening | undefined,
  request: CommitRequest,
  cost: Cost,
): Promise<Committed> {
  const writes = writesOf(facts, changes, happening, request);
  const lost = await send(writes, cost, true);
  const isOwn = lost === undefined || [...lost.values()].some((item) => item?.commit === request.eventId);
  if (isOwn) return written(facts, writes);
  for (const [at, item] of lost) {
    const write = writes[at];
    if (write !== undefined) facts.learn(write.Key, item);
  }
  return "stale";
}

/** Records an answer without changes, for its repetition (R33). */
export async function recordAnswer(
  request: IdempotentRequest,
  answer: RecordedAnswer,
  { eventId, now }: Pick<CommitRequest, "eventId" | "now">,
  cost: Cost,
): Promise<Earlier | undefined> {
  const lost = await send([answerRecord(request, answer, eventId, now)], cost);
  const item = lost?.get(0);
  return item === undefined || item.commit === eventId ? undefined : earlierAnswer(request, item.data, now);
}

function writesOf(
  facts: Facts,
  changes: readonly Change[],
  happening: Happening | undefined,
  { now, requestId, actor, eventId, idempotent }: CommitRequest,
): Write[] {
  const [first] = changes.flatMap(({ kind, id }) => subjectOf(kind, id) ?? []);
  const writes = changes.flatMap((change) => {
    const subject = subjectOf(change.kind, change.id);
    const isFirst = subject !== undefined && subject.kind === first?.kind && subject.id === first.id;
    const subjects = [first, isFirst ? undefined : subject].filter((each) => each !== undefined);
    const data = (isFirst ? happening?.data : change.data) ?? {};
    const event = happening && { eventId, type: happening.type, at: now, actor, requestId, subjects, data };
    const mail = isFirst ? (happening?.notifications ?? []) : [];
    return writesOfChange(facts, change, eventId, event && storedEvent(event, change.key), mail);
  });
  if (idempotent !== undefined) {
    writes.push(answerRecord(idempotent.request, idempotent.answer, eventId, now));
  }
  const keys = new Set(writes.map(({ Key: { pk, sk } }) => `${pk} ${sk}`));
  if (keys.size !== writes.length) throw new Error("one transaction writes an item twice");
  if (writes.length > maximumItems)
    throw new Error(`one transaction holds ${maximumItems} items, not ${writes.length}`);
  return writes;
}

function written(facts: Facts, writes: readonly Write[]): Committed {
  for (const write of writes) {
    if (write.act === "Put") facts.learn(write.Key, write.Item);
    if (write.act === "Delete") facts.learn(write.Key, undefined);
  }
  return "done";
}
