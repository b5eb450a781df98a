import timers from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Actor, Happening } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import { type Change, subjectOf, type Write, writesOfChange } from "./change.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import type { Facts } from "./facts.ts";
import {
  answerRecord,
  type Earlier,
  earlierAnswer,
  type IdempotentRequest,
  type RecordedAnswer,
} from "./idempotency.ts";

/** Who asks for a commit, when, and under which identifier; what to remember for a repeated request (R32, R33). */
export type CommitRequest = {
  readonly now: Instant;
  readonly requestId: string;
  readonly actor: Actor;
  readonly eventId: string;
  readonly idempotent?: { readonly request: IdempotentRequest; readonly answer: RecordedAnswer } | undefined;
};

/** `stale`: something had changed since it was read; the facts now hold it, and the rules must decide again. */
export type Committed = { readonly outcome: "done" | "stale" } | ({ readonly outcome: "earlier" } & Earlier);

/** The table cannot take the write now: throttled, or too many at once. Nothing was changed. */
export class StoreBusy extends Error {}

const maximumItems = 100;
const conflictRetries = 8;

/**
 * Sends all changes, what happened, and the record of the answer in one transaction, or nothing (R32, R33). Repeated
 * safely: a commit whose answer was lost recognises its own writes. Throws `StoreBusy` when the table is too busy.
 */
export async function commit(
  facts: Facts,
  changes: readonly Change[],
  happening: Happening | undefined,
  request: CommitRequest,
  cost: Cost,
): Promise<Committed> {
  const writes = writesOf(facts, changes, happening, request);
  for (let attempt = 0; ; attempt += 1) {
    const failed = await send(writes, cost);
    if (failed === undefined) return written(facts, writes);
    const settled = settle(facts, writes, failed, request);
    if (settled !== undefined) return settled;
    if (attempt === conflictRetries) throw new StoreBusy("the same items are written by too many requests at once");
    await timers.setTimeout(Math.random() * 10 * 2 ** attempt);
  }
}

/** Records an answer that changed nothing, so that its repetition gets the same one (R33). */
export async function recordAnswer(
  request: IdempotentRequest,
  answer: RecordedAnswer,
  { eventId, now }: CommitRequest,
  cost: Cost,
): Promise<Earlier | undefined> {
  const failed = await send([answerRecord(request, answer, eventId, now)], cost);
  const item = failed?.get(0)?.item;
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
    const data = isFirst ? (happening?.data ?? {}) : {};
    const event = happening && { eventId, type: happening.type, at: now, actor, requestId, subjects, data };
    return writesOfChange(facts, change, eventId, event);
  });
  if (idempotent !== undefined) {
    writes.push(answerRecord(idempotent.request, idempotent.answer, eventId, now));
  }
  const keys = new Set(writes.map(({ Item }) => `${Item.pk} ${Item.sk}`));
  if (keys.size !== writes.length) throw new Error("one transaction writes an item twice");
  if (writes.length > maximumItems)
    throw new Error(`one transaction holds ${maximumItems} items, not ${writes.length}`);
  return writes;
}

type Failed = { readonly code: string; readonly item: Record<string, unknown> | undefined };

/** Sends the writes; answers which of them failed and what stood there instead, or nothing when all are done. */
async function send(writes: readonly Write[], cost: Cost): Promise<Map<number, Failed> | undefined> {
  const puts = writes.map((write) => ({
    ...write,
    TableName: tableName(),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  }));
  const [only] = puts;
  try {
    const answer =
      puts.length === 1 && only !== undefined
        ? await client.send(new PutCommand({ ...only, ReturnConsumedCapacity: "TOTAL" }))
        : await client.send(
            new TransactWriteCommand({
              TransactItems: puts.map((each) => ({ Put: each })),
              ReturnConsumedCapacity: "TOTAL",
            }),
          );
    cost.write(answer);
    return undefined;
  } catch (error) {
    if (error instanceof Error) cost.write({ $metadata: {} });
    return failuresIn(error);
  }
}

function failuresIn(error: unknown): Map<number, Failed> {
  if (error instanceof ConditionalCheckFailedException) {
    const item = error.Item === undefined ? undefined : unmarshall(error.Item);
    return new Map([[0, { code: "ConditionalCheckFailed", item }]]);
  }
  if (error instanceof TransactionInProgressException)
    return new Map([[0, { code: "TransactionConflict", item: undefined }]]);
  if (!(error instanceof TransactionCanceledException)) throw error;

  const reasons = error.CancellationReasons ?? [];
  const failed = new Map<number, Failed>();
  reasons.forEach(({ Code: code = "None", Item }, at) => {
    if (code !== "None") failed.set(at, { code, item: Item === undefined ? undefined : unmarshall(Item) });
  });
  const busy = [...failed.values()].some(
    ({ code }) => code === "ThrottlingError" || code === "ProvisionedThroughputExceeded",
  );
  if (busy) throw new StoreBusy("the table is throttled", { cause: error });
  if (
    [...failed.values()].some(({ code }) => code === "ValidationError" || code === "ItemCollectionSizeLimitExceeded")
  ) {
    throw error;
  }
  return failed;
}

/** From here on the facts are what was written. */
function written(facts: Facts, writes: readonly Write[]): Committed {
  for (const { Item } of writes) facts.learn({ pk: String(Item.pk), sk: String(Item.sk) }, Item);
  return { outcome: "done" };
}

/** What failed writes mean. Nothing, when they only collided with another transaction and can be sent again. */
function settle(
  facts: Facts,
  writes: readonly Write[],
  failed: Map<number, Failed>,
  { eventId, idempotent, now }: CommitRequest,
): Committed | undefined {
  const lost = [...failed].filter(([, { code }]) => code === "ConditionalCheckFailed");
  if (lost.some(([, { item }]) => item?.commit === eventId)) return written(facts, writes);

  const record = idempotent === undefined ? undefined : failed.get(writes.length - 1)?.item;
  if (idempotent !== undefined && record !== undefined) {
    const earlier = earlierAnswer(idempotent.request, record.data, now);
    if (earlier !== undefined) return { outcome: "earlier", ...earlier };
  }
  for (const [at, { item }] of lost) {
    const write = writes[at];
    if (write !== undefined) facts.learn({ pk: String(write.Item.pk), sk: String(write.Item.sk) }, item);
  }
  return lost.length > 0 ? { outcome: "stale" } : undefined;
}
