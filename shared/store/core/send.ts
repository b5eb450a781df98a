import timers from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import type { Write } from "./writes.ts";

/** Throttled or too contended. Nothing was changed. */
export class StoreBusy extends Error {}

/** The failed conditions by position, with the present items. Empty for a mere collision. */
export type Lost = ReadonlyMap<number, Record<string, unknown> | undefined>;

const conflictRetries = 12;
/** After so many collisions it is better to read again. */
const retriesBeforeLooking = 3;
const longestPauseMilliseconds = 500;

/**
 * Sends all or none in one transaction. One write goes without a transaction, at half the price. Answers nothing, or
 * the failed conditions. Collisions are retried with backoff. In the end `decidesAgain` gets them as lost, unless one
 * may have been done. Others get `StoreBusy`.
 */
export async function send(writes: readonly Write[], cost: Cost, decidesAgain = false): Promise<Lost | undefined> {
  let isUnsure = false;
  for (let attempt = 0; ; attempt += 1) {
    const refused = await sendOnce(writes, cost);
    if (refused === undefined) return undefined;
    const { failed, mayBeDone } = refused;
    const lost = [...failed].filter(([, { code }]) => code === "ConditionalCheckFailed");
    if (lost.length > 0) return new Map(lost.map(([at, { item }]) => [at, item]));
    isUnsure ||= mayBeDone || [...failed.values()].some(({ code }) => code === underWay);
    if (decidesAgain && !isUnsure && attempt === retriesBeforeLooking) return new Map();
    if (attempt === conflictRetries) throw new StoreBusy("the same items are written by too many requests at once");
    await pause(attempt);
  }
}

const underWay = "TransactionInProgress";

/** Backoff with jitter, up to half a second. */
export async function pause(attempt: number): Promise<void> {
  await timers.setTimeout(Math.random() * Math.min(10 * 2 ** attempt, longestPauseMilliseconds));
}

type Failed = { readonly code: string; readonly item: Record<string, unknown> | undefined };

/** `mayBeDone`: the SDK sent it more than once and may have lost an answer. */
type Refused = { readonly failed: ReadonlyMap<number, Failed>; readonly mayBeDone: boolean };

async function sendOnce(writes: readonly Write[], cost: Cost): Promise<Refused | undefined> {
  const [only] = writes;
  try {
    const answer =
      writes.length === 1 && only?.act === "Put"
        ? await client.send(new PutCommand({ ...putOf(only), ReturnConsumedCapacity: "TOTAL" }))
        : await client.send(
            new TransactWriteCommand({ TransactItems: writes.map(itemOf), ReturnConsumedCapacity: "TOTAL" }),
          );
    cost.write(answer);
    return undefined;
  } catch (error) {
    if (error instanceof Error) cost.write({ $metadata: {} });
    const { attempts = 1 } = error instanceof DynamoDBServiceException ? error.$metadata : {};
    return { failed: failuresIn(error), mayBeDone: attempts > 1 };
  }
}

function itemOf(write: Write): NonNullable<TransactWriteCommandInput["TransactItems"]>[number] {
  if (write.act === "Put") return { Put: putOf(write) };
  const { act, ...rest } = write;
  return { [act]: { ...rest, ...common() } };
}

function putOf({ act: _, Key: __, ...put }: Extract<Write, { act: "Put" }>) {
  return { ...put, ...common() };
}

function common() {
  return { TableName: tableName(), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
}

function failuresIn(error: unknown): ReadonlyMap<number, Failed> {
  if (error instanceof ConditionalCheckFailedException) {
    const item = error.Item === undefined ? undefined : unmarshall(error.Item);
    return new Map([[0, { code: "ConditionalCheckFailed", item }]]);
  }
  if (error instanceof TransactionInProgressException) return new Map([[0, { code: underWay, item: undefined }]]);
  if (error instanceof TransactionConflictException) {
    return new Map([[0, { code: "TransactionConflict", item: undefined }]]);
  }
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
