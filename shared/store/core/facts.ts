import type { Key, Looked, Ref } from "./entity.ts";
import { type StoredItem, storedItem, valueIn } from "./stored-item.ts";
import { indexes, type TableIndex, table } from "./table.ts";

/** Attributes of an item that this version does not know. */
type Besides = { readonly [name: string]: unknown };

type Changed = {
  readonly key: Key;
  readonly kind: string;
  readonly as?: "unchanged" | "gone";
  readonly attributes: { readonly [name: string]: unknown };
};

/** The items that a step read, with versions. A lost write replaces an item by the newer one (optimistic lock). */
export class Facts {
  readonly #items = new Map<string, StoredItem | undefined>();

  /** The thing, or nothing if there is none. Throws for one that was never looked up: that is a fault of the step. */
  get<T>(ref: Ref<T>): T | undefined {
    if (!this.has(ref)) throw new Error(`${ref.entity.kind} was not read`);
    return this.known(ref);
  }

  has({ key }: Looked): boolean {
    return this.#items.has(name(key));
  }

  /** The things that were never looked up. */
  missing(...refs: readonly Ref<unknown>[]): Ref<unknown>[] {
    return refs.filter((ref) => !this.has(ref));
  }

  /** The thing, if it happens to be known. */
  known<T>(ref: Ref<T>): T | undefined {
    const item = this.#items.get(name(ref.key));
    return item === undefined ? undefined : valueIn(ref.entity, item.data);
  }

  /** The stored item of a key as it was read, with the commit that a write must still find there. */
  item(key: Key): StoredItem | undefined {
    return this.#items.get(name(key));
  }

  /** The version that the next change of a key gives it. */
  nextVersion(key: Key): number {
    return (this.item(key)?.version ?? 0) + 1;
  }

  /** The attributes that a later version has kept in an item beside its facts: every change keeps them. */
  besides(key: Key): Besides {
    return Object.fromEntries(Object.entries(this.item(key) ?? {}).filter(([name]) => !known.has(name)));
  }

  /** The facts as these changes would leave them, for a later part of one decision. Written is on what was read. */
  after(changes: readonly Changed[]): Facts {
    const next = new Facts();
    for (const [key, item] of this.#items) next.#items.set(key, item);
    for (const { key, kind, as, attributes } of changes) {
      const found = this.item(key) ?? { ...key, kind, version: 0, commit: "" };
      if (as === "gone") next.#items.set(name(key), undefined);
      else if (attributes.data !== undefined) next.#items.set(name(key), { ...found, data: attributes.data });
    }
    return next;
  }

  /** Takes in what the table answered for a key. */
  learn(key: Key, item: unknown): void {
    this.#items.set(name(key), item === undefined ? undefined : storedItem.parse(item));
  }
}

/** The attributes that this version writes, each time anew. `mail` and `mails`: an item has them only when it is new. */
const known: ReadonlySet<unknown> = new Set([
  ...Object.keys(storedItem.shape),
  ...Object.values<TableIndex>(indexes).flatMap(({ partition, sort }) => [partition, sort]),
  table.timeToLive,
  "mail",
  "mails",
]);

function name({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
