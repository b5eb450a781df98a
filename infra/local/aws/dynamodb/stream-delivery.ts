import { setTimeout as sleep } from "node:timers/promises";
import type { MappingDefinition } from "../../assembly/triggers.ts";
import { warn } from "../../host/log.ts";
import type { Functions } from "../lambda/functions.ts";
import type { DeadLetters } from "../sqs/dead-letters.ts";
import { eventOf, failureOf, firstRefused } from "./stream-batch.ts";
import type { StreamRecord } from "./stream-reader.ts";

const longestPauseMilliseconds = 5000;

export type DeliveryParts = {
  readonly mapping: MappingDefinition;
  readonly functions: Functions;
  readonly streamArn: string;
  readonly deadLetters: DeadLetters | undefined;
  /** Aborted when the mapping stops. */
  readonly signal: AbortSignal;
};

/** Gives batches of one mapping to its function. */
export class StreamDelivery {
  /** Batches that the function accepted since the start. */
  taken = 0;
  readonly #parts: DeliveryParts;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Retries from the first refused record until the function has accepted the batch. */
  async untilDone(
    shardId: string,
    batch: readonly StreamRecord[],
    done: (record: StreamRecord) => Promise<void>,
  ): Promise<void> {
    const { mapping, functions, streamArn, deadLetters, signal } = this.#parts;
    const { MaximumRetryAttempts: most, FunctionName: name } = mapping.shape;
    for (let attempt = 0, rest = batch; rest.length > 0; attempt += 1) {
      const failedAt = await this.#invoke(rest);
      const taken = rest[failedAt - 1];
      if (taken !== undefined) {
        this.taken += 1;
        await done(taken);
        attempt = 0;
      }
      rest = rest.slice(failedAt);
      if (rest.length === 0 || signal.aborted) return;

      if (most >= 0 && attempt >= most) {
        warn(`${mapping.id} gave up after ${most} retries on ${rest.map((record) => record.eventID).join(", ")}`);
        const functionArn = functions.get(name).definition.arn;
        deadLetters?.send(failureOf(rest, { functionArn, streamArn, shardId }));
        return;
      }
      const pause = Math.min(100 * 2 ** attempt, longestPauseMilliseconds);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Returns the position of the first refused record, or the batch's length. */
  async #invoke(batch: readonly StreamRecord[]): Promise<number> {
    const { mapping, functions, streamArn } = this.#parts;
    const { FunctionName: name, FunctionResponseTypes: types } = mapping.shape;
    const outcome = await functions.invoke(name, eventOf(batch, streamArn));
    if (!outcome.ok) return 0;
    return types.length === 0 ? batch.length : firstRefused(outcome.payload, batch);
  }
}
