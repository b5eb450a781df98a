import { randomUUID } from "node:crypto";
import type { DynamoDBRecord } from "aws-lambda";
import { handler as sendMail } from "../../functions/send-mail/handler.ts";
import { context } from "../support/invoke.ts";
import type { Faults } from "./faults.ts";
import type { Random } from "./random.ts";

const largestBatch = 12;

/** Delivers the table's stream to the function: at least once, late, in any order, partly in parallel. */
export class Mailbag {
  readonly #faults: Faults;
  #records: readonly DynamoDBRecord[] = [];

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  add(records: readonly DynamoDBRecord[]): void {
    this.#records = [...this.#records, ...records];
  }

  /** Delivers some records with faults that may stop it anywhere. Delivered records may come again. */
  async deliver(random: Random): Promise<void> {
    const shuffled = random.shuffled(this.#records);
    const batch = shuffled.slice(0, random.int(1, largestBatch));
    const again = batch.filter(() => random.chance(0.15));
    const comesAgain = new Set(batch.filter(() => random.chance(0.15)));
    const { value: failed } = await this.#faults.during(random, () => handOver([...batch, ...again]));
    this.#records = this.#records.filter((each) => !batch.includes(each) || failed.has(each) || comesAgain.has(each));
  }

  /** Delivers all records without faults. */
  async deliverAll(): Promise<void> {
    const failed = await this.#faults.without(() => handOver(this.#records));
    if (failed.size > 0) throw new Error("the function fails without a fault");
    this.#records = [];
  }
}

/** Returns the refused records. */
async function handOver(records: readonly DynamoDBRecord[]): Promise<Set<DynamoDBRecord>> {
  if (records.length === 0) return new Set();
  const { batchItemFailures } = await sendMail({ Records: [...records] }, context(randomUUID()));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return new Set(records.filter(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? "")));
}
