import { randomUUID } from "node:crypto";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { sizeOf } from "./item-size.ts";

/** The cost of one operation at the table. The floors follow from item sizes by DynamoDB's price rules. */
export type Spent = {
  readonly name: string;
  readonly reads: number;
  readonly writes: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly readFloor: number;
  readonly writeFloor: number;
};

const item = z.record(z.string(), z.unknown());
/** A write of a transaction, by its kind. Only a put holds the whole item. */
const transacted = z.partialRecord(
  z.enum(["Put", "Update", "Delete", "ConditionCheck"]),
  z.object({ Item: item.optional(), ConditionExpression: z.string().optional() }),
);
const capacity = z.object({ CapacityUnits: z.number().optional() });
const inputSchema = z.object({
  Item: item.optional(),
  TransactItems: z.array(transacted).optional(),
  Key: item.optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(item) })).optional(),
  ConsistentRead: z.boolean().optional(),
});
const outputSchema = z.object({
  Item: item.optional(),
  Items: z.array(item).optional(),
  Responses: z.record(z.string(), z.array(item)).optional(),
  ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional(),
});

/** Counts the client's calls, the consumed units that the engine reports, and the items. */
export class Meter {
  #spent = nothingYet();
  /** Items that were read, by key. A write that keeps its place in the schedule's index costs nothing there. */
  readonly #seen = new Map<unknown, Record<string, unknown>>();

  /** Of its own, because files of one worker share the client, and each may have a meter. */
  readonly #name = randomUUID();
  readonly #client: DynamoDBDocumentClient;

  constructor(client: DynamoDBDocumentClient) {
    this.#client = client;
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        this.#count(inputSchema.parse(args.input), outputSchema.parse(result.output));
        return result;
      },
      { step: "initialize", name: this.#name },
    );
  }

  stop(): void {
    this.#client.middlewareStack.remove(this.#name);
  }

  /** Measures the cost of `work` at the table. */
  async measure(name: string, work: () => Promise<unknown>): Promise<Spent> {
    this.#spent = nothingYet();
    this.#seen.clear();
    await work();
    const spent = this.#spent;
    this.#spent = nothingYet();
    return { name, ...spent };
  }

  #count(input: z.infer<typeof inputSchema>, output: z.infer<typeof outputSchema>): void {
    const units = [output.ConsumedCapacity ?? []].flat().reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
    const spent = this.#spent;
    if (input.Item !== undefined || input.TransactItems !== undefined) {
      spent.writes += 1;
      spent.writeUnits += units;
      if (input.Item !== undefined) spent.writeFloor += this.#floorOf(input.Item, false);
      const acts = (input.TransactItems ?? []).flatMap((each) => Object.values(each));
      for (const { Item, ConditionExpression: condition } of acts) {
        const isNew = condition === "attribute_not_exists(pk)";
        spent.writeFloor +=
          Item === undefined ? smallest : this.#floorOf(Item, true) + (isNew ? searchUnitsOf(Item) : 0);
      }
      return;
    }
    spent.reads += 1;
    spent.readUnits += units;
    spent.readFloor += readUnitsOf(input, output);
    const found = [output.Item ?? [], output.Items ?? [], ...Object.values(output.Responses ?? {})].flat();
    for (const each of found) this.#seen.set(keyOf(each), each);
  }

  #floorOf(written: Record<string, unknown>, isTransaction: boolean): number {
    const before = this.#seen.get(keyOf(written));
    const stays = before !== undefined && before.due === written.due && before.dueSort === written.dueSort;
    const waits = before?.workSort === written.workSort ? [] : [before?.workSort, written.workSort];
    const moved = waits.filter((each) => each !== undefined).length;
    return writeUnitsOf(written, isTransaction) + (written.due === undefined || stays ? 0 : 1) + moved;
  }
}

function keyOf({ pk, sk }: Record<string, unknown>): string {
  return JSON.stringify([pk, sk]);
}

function nothingYet() {
  return { reads: 0, writes: 0, readUnits: 0, writeUnits: 0, readFloor: 0, writeFloor: 0 };
}

/**
 * Strongly consistent: 1 for each 4 KB of an item, also of a missing one. A query adds up its items. An index costs
 * half.
 */
function readUnitsOf(input: z.infer<typeof inputSchema>, output: z.infer<typeof outputSchema>): number {
  if (input.Key !== undefined) return quarters(output.Item);
  const keys = Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) => Keys);
  if (keys.length > 0) {
    const found = Object.values(output.Responses ?? {}).flat();
    return found.reduce((sum, each) => sum + quarters(each), 0) + keys.length - found.length;
  }
  const bytes = (output.Items ?? []).reduce((sum, each) => sum + sizeOf(each), 0);
  return Math.max(1, Math.ceil(bytes / 4096)) * (input.ConsistentRead === true ? 1 : 0.5);
}

function quarters(found: Record<string, unknown> | undefined): number {
  return found === undefined ? 1 : Math.ceil(sizeOf(found) / 4096);
}

/** The cost in a transaction of an update or a check. */
const smallest = 2;

/** 1 for each KB, 2 in a transaction, and 1 for each KB in each index with the item, except the schedule's. */
function writeUnitsOf(written: Record<string, unknown>, isTransaction: boolean): number {
  const kilobytes = Math.ceil(sizeOf(written) / 1024);
  const owned = written.owner === undefined ? 0 : kilobytes;
  const revoked = written.statusList === undefined ? 0 : 1;
  return kilobytes * (isTransaction ? 2 : 1) + owned + revoked;
}

/** Search indexes hold keys only: a new item costs 1 for each, a change nothing. */
function searchUnitsOf(written: Record<string, unknown>): number {
  return [written.tail, written.email, written.initial, written.listed].filter((each) => each !== undefined).length;
}
