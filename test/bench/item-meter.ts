import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { patience } from "../../shared/store/core/patience.ts";
import { sizeOf } from "./item-size.ts";
import { type Item, sumOf, type WriteUnits, writeUnits } from "./write-units.ts";

/** One item that a step wrote. */
export type Written = WriteUnits & { readonly kind: string; readonly bytes: number; readonly item: Item };

/** The units that the engine has counted, and the items that they were paid for. */
export type StepCost = {
  readonly name: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly written: readonly Written[];
};

const item = z.record(z.string(), z.unknown());
const key = z.object({ pk: z.string(), sk: z.string() });
const act = z.object({ Item: item.optional(), Key: key.optional(), ConditionExpression: z.string().optional() });
const inputSchema = act.extend({
  TableName: z.string().optional(),
  UpdateExpression: z.string().optional(),
  TransactItems: z.array(z.record(z.string(), act.extend({ TableName: z.string() }))).optional(),
});
const capacity = z.object({ CapacityUnits: z.number().optional() });
const outputSchema = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });

const writing = ["PutItemCommand", "UpdateItemCommand", "DeleteItemCommand", "TransactWriteItemsCommand"];

/** Looks at every item before and after each write, and says what each was paid for. */
export class ItemMeter {
  readonly #name = randomUUID();
  readonly #client: DynamoDBDocumentClient;
  /** Of its own, so that its reads count for nobody. */
  readonly #looking = DynamoDBDocumentClient.from(new DynamoDBClient(patience));
  #written: Written[] = [];
  #units = { read: 0, write: 0 };

  constructor(client: DynamoDBDocumentClient) {
    this.#client = client;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const { TransactItems: acts, ...only } = inputSchema.parse(args.input);
        const isWrite = writing.includes(String(context.commandName));
        const touched = !isWrite ? [] : (acts?.flatMap((each) => Object.values(each)) ?? [only]);
        const places = touched.map(({ TableName, Item: written, Key = written }) => ({
          TableName,
          Key: key.parse(Key),
        }));
        const before = await Promise.all(places.map((place) => this.#look(place)));
        const result = await next(args);
        const after = await Promise.all(places.map((place) => this.#look(place)));
        for (const [at, { Key }] of places.entries()) {
          const last = after[at] ?? before[at] ?? Key;
          const units = writeUnits(before[at], after[at], acts !== undefined);
          this.#written.push({ kind: kindOf(last), bytes: sizeOf(last), item: last, ...units });
        }
        const { ConsumedCapacity: consumed } = outputSchema.parse(result.output);
        const sum = [consumed ?? []].flat().reduce((all, each) => all + (each.CapacityUnits ?? 0), 0);
        this.#units[isWrite ? "write" : "read"] += sum;
        return result;
      },
      { step: "initialize", name: this.#name },
    );
  }

  stop(): void {
    this.#client.middlewareStack.remove(this.#name);
  }

  async measure<T>(name: string, work: () => Promise<T>): Promise<{ made: T; cost: StepCost }> {
    this.#written = [];
    this.#units = { read: 0, write: 0 };
    const made = await work();
    const { read: readUnits, write: writeUnits } = this.#units;
    return { made, cost: { name, readUnits, writeUnits, written: this.#written } };
  }

  async #look(place: { TableName?: string | undefined; Key: z.infer<typeof key> }): Promise<Item | undefined> {
    return (
      await this.#looking.send(new GetCommand({ ...place, ConsistentRead: true, TableName: place.TableName ?? "" }))
    ).Item;
  }
}

function kindOf({ kind, pk }: Item): string {
  return String(kind ?? String(pk).split("#")[0]?.toLowerCase());
}

/** The units of the items by the rules. The engine must have counted the same. */
export function unitsOfItems({ written }: StepCost): number {
  return written.reduce((sum, each) => sum + sumOf(each), 0);
}
