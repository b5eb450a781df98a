import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "../../shared/store/core/client.ts";
import type { Claims } from "./invoke.ts";
import { storedBy } from "./releases.ts";

/** Items exactly as an earlier version has stored them, and the names of the things in them. */
const older = storedBy("stored-items-1.json");

export type OlderItem = (typeof older.items)[number];

export const items: readonly OlderItem[] = older.items;

const batchSize = 25;

/** Puts the items into the table. Default: all of them. */
export async function putItems(items: readonly OlderItem[] = older.items): Promise<void> {
  for (let from = 0; from < items.length; from += batchSize) {
    const requests = items.slice(from, from + batchSize).map((Item) => ({ PutRequest: { Item } }));
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }),
    );
    if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error("the table did not take all items");
  }
}

/** An identifier from one of the recorded scenes. */
export function idIn(scene: string, name: string): string {
  return z.string().parse(older.scenes[scene]?.[name]);
}

/** Anything in a scene, as `shape` has it. */
export function valueIn<T>(scene: string, name: string, shape: z.ZodType<T>): T {
  return shape.parse(older.scenes[scene]?.[name]);
}

/** Whom a scene is about, signed in. */
export function personIn(scene: string, name = "accountId"): Claims & { email: string } {
  const sub = idIn(scene, name);
  return { sub, email: `${sub}@example.org`, email_verified: "true" };
}
