import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { MappingDefinition } from "../../assembly/triggers.ts";
import type { DataDirectory } from "../../host/data-directory.ts";
import { messageOf } from "../../host/failure.ts";
import { warn } from "../../host/log.ts";
import type { Functions } from "../lambda/functions.ts";
import type { DeadLetters } from "../sqs/dead-letters.ts";
import { StreamDelivery } from "./stream-delivery.ts";
import { type StreamFilter, streamFilter } from "./stream-filter.ts";
import type { StreamReader, StreamRecord } from "./stream-reader.ts";

/** Lambda reads a stream four times a second, too. Who looks for e-mails does not wait for it: see `caughtUp`. */
const pollMilliseconds = 250;
/** Records that come together are read together. */
const gatherMilliseconds = 20;
const shardsMilliseconds = 10_000;

const stateSchema = z.object({ streamArn: z.string(), read: z.record(z.string(), z.string()) });

/** The records that one round found. It is complete if it saw all that existed at its beginning. */
type Round = { readonly found: number; readonly complete: boolean };

/** An event source mapping. It delivers the table's changes to a function in order, at least once. */
export class StreamMapping {
  readonly #mapping: MappingDefinition;
  readonly #reader: StreamReader;
  readonly #delivery: StreamDelivery;
  readonly #directory: DataDirectory;
  readonly #filter: StreamFilter;
  readonly #read: { [shardId: string]: string };
  readonly #closed = new Set<string>();
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  /** Callbacks that wait for the next complete round. */
  #waiting: (() => void)[] = [];
  #shards: readonly string[] = [];
  #shardsAt = 0;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    mapping: MappingDefinition,
    reader: StreamReader,
    functions: Functions,
    directory: DataDirectory,
    deadLetters?: DeadLetters,
  ) {
    this.#mapping = mapping;
    this.#reader = reader;
    this.#directory = directory;
    const { signal } = this.#stopping;
    this.#delivery = new StreamDelivery({ mapping, functions, streamArn: reader.streamArn, deadLetters, signal });
    this.#filter = streamFilter((mapping.shape.FilterCriteria?.Filters ?? []).map((filter) => filter.Pattern));
    const kept = directory.read(this.#stateName, stateSchema);
    this.#read = kept?.streamArn === reader.streamArn ? { ...kept.read } : {};
  }

  /** Batches that the function accepted since the start. */
  get deliveries(): number {
    return this.#delivery.taken;
  }

  start(): void {
    this.#loop = this.#poll();
  }

  /** Resolves when the current delivery has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#loop;
  }

  /** Resolves when every record that is now in the stream is delivered, or the mapping stops. */
  caughtUp(): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#wake.abort();
    });
  }

  get #stateName(): string {
    return `stream-${this.#mapping.id}.json`;
  }

  async #poll(): Promise<void> {
    let failures = 0;
    let emptyRounds = 0;
    while (!this.#stopping.signal.aborted) {
      const waiting = this.#waiting;
      this.#waiting = [];
      this.#wake = new AbortController();
      let round: Round = { found: 0, complete: false };
      try {
        round = await this.#round();
        emptyRounds = round.found > 0 ? 0 : emptyRounds + 1;
        if (emptyRounds === 2) await this.#save();
        failures = 0;
      } catch (thrown) {
        failures += 1;
        // Only a lasting fault is reported, because the engine may be restarting.
        if (failures === 5) warn(`The table's stream cannot be read: ${messageOf(thrown)}`);
      }
      if (round.complete) for (const done of waiting) done();
      else this.#waiting.push(...waiting);
      const pause = round.found === 0 ? pollMilliseconds * Math.min(2 ** failures, 8) : gatherMilliseconds;
      if (round.complete || round.found === 0) await this.#idle(pause);
    }
    for (const done of this.#waiting) done();
    await this.#save();
  }

  /** Reads each shard once and delivers its records. */
  async #round(): Promise<Round> {
    if (Date.now() - this.#shardsAt > shardsMilliseconds) {
      this.#shards = await this.#reader.shards();
      this.#shardsAt = Date.now();
    }
    let found = 0;
    let complete = true;
    for (const shardId of this.#shards) {
      if (this.#closed.has(shardId)) continue;
      const { records, more, closed } = await this.#reader.next(shardId, this.#read[shardId]);
      found += records.length;
      if (more) complete = false;
      await this.#deliver(shardId, records);
      if (closed) this.#closed.add(shardId);
    }
    return { found, complete };
  }

  async #deliver(shardId: string, records: readonly StreamRecord[]): Promise<void> {
    const wanted = records.filter((record) => this.#filter(record));
    const size = this.#mapping.shape.BatchSize;
    for (let from = 0; from < wanted.length; from += size) {
      const batch = wanted.slice(from, from + size);
      await this.#delivery.untilDone(shardId, batch, async (delivered) => {
        this.#checkpoint(shardId, delivered);
        await this.#save();
      });
      // The rest is delivered after the next start.
      if (this.#stopping.signal.aborted) return;
    }
    this.#checkpoint(shardId, records.at(-1));
  }

  #checkpoint(shardId: string, record: StreamRecord | undefined): void {
    if (record === undefined) return;
    this.#read[shardId] = record.dynamodb.SequenceNumber;
  }

  /** After a delivery, and once the stream is quiet. Not for each unwanted record: after a crash these are read again. */
  async #save(): Promise<void> {
    await this.#directory.save(this.#stateName, { streamArn: this.#reader.streamArn, read: this.#read });
  }

  /** Pauses, unless a caller waits for the next round. */
  async #idle(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#wake.signal }).catch(() => undefined);
  }
}
