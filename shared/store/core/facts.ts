import { type Key, type Looked, type Ref, type StoredItem, storedItem, valueIn } from "./entity.ts";
import { asStored } from "./later.ts";
import { indexes, type TableIndex, table } from "./table.ts";

/** Attributes of an item that this version does not know. */
type Besides = { readonly [name: string]: unknown };

/** A thing as another item carries it, with the version that the thing got by the commit that wrote both. */
export type Copy<T> = {
  readonly value: T;
  readonly version: number;
  readonly event?: unknown;
  readonly besides?: Besides | undefined;
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

  /** The copy of a thing that another item of the same commit may carry. */
  copyOf<T>(ref: Ref<T>, value: T): Copy<T> {
    const besides = this.besides(ref.key);
    return {
      value,
      version: this.nextVersion(ref.key),
      event: this.item(ref.key)?.event,
      ...(Object.keys(besides).length > 0 && { besides }),
    };
  }

  /** The attributes that a later version has kept in an item beside its facts: every change keeps them. */
  besides(key: Key): Besides {
    return Object.fromEntries(Object.entries(this.item(key) ?? {}).filter(([name]) => !known.has(name)));
  }

  /** Takes in what the table answered for a key. */
  learn(key: Key, item: unknown): void {
    this.#items.set(name(key), item === undefined ? undefined : storedItem.parse(item));
  }

  /** Takes a copy that another item carries for the thing. A write on a stale copy fails and brings the thing. */
  learnCopy<T>(ref: Ref<T>, copy: Copy<T>, carrier: Key): void {
    const commit = this.item(carrier)?.commit;
    if (this.#items.has(name(ref.key)) || commit === undefined) return;
    const { value, version, event, besides } = copy;
    const data = asStored(value);
    this.learn(ref.key, { ...besides, ...ref.key, kind: ref.entity.kind, version, commit, data, event });
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
