import * as z from "zod";
import type { Entity } from "./entity.ts";
import { parsedBy, withLater } from "./later.ts";

/** The store's own attributes of an item. A later version may have more: see `besides`. */
export const storedItem = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.number().int(),
  /** The commit that wrote it: by this a commit whose answer was lost recognises its own work. */
  commit: z.string(),
  /** The registration that a copy belongs to. */
  root: z.string().optional(),
  /** The fingerprint of the schema with which it was written, for a kind of which there are copies. */
  mark: z.string().optional(),
  data: z.unknown().optional(),
  /** The event that made the thing. */
  event: z.unknown().optional(),
});

/** A thing as its item's `data` has it. A write of it keeps its unknown members. Throws `LaterValue`. */
export function valueIn<T>({ schema }: Pick<Entity<T>, "schema">, data: unknown): T {
  return withLater(parsedBy(schema, data), data);
}

export type StoredItem = z.infer<typeof storedItem>;
