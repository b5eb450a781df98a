import { type Key, type Looked, type Ref, type StoredItem, storedItem } from "./entity.ts";

/** A denormalised copy, with the version of the thing that the same commit wrote. */
export type Copy<T> = { readonly value: T; readonly version: number; readonly event?: unknown };

/** The items that a step has read, with the versions that its writes require. A lost write brings the newer items. */
export class Facts {
  readonly #items = new Map<string, StoredItem | undefined>();

  /** Throws for a thing that was never looked up: a fault of the step. */
  get<T>(ref: Ref<T>): T | undefined {
    if (!this.has(ref)) throw new Error(`${ref.entity.kind} was not read`);
    return this.known(ref);
  }

  has({ key }: Looked): boolean {
    return this.#items.has(name(key));
  }

  missing(...refs: readonly Ref<unknown>[]): Ref<unknown>[] {
    return refs.filter((ref) => !this.has(ref));
  }

  /** The thing, if it is known. */
  known<T>(ref: Ref<T>): T | undefined {
    const item = this.#items.get(name(ref.key));
    return item === undefined ? undefined : ref.entity.schema.parse(item.data);
  }

  /** The stored item, with the commit that a write requires. */
  item(key: Key): StoredItem | undefined {
    return this.#items.get(name(key));
  }

  nextVersion(key: Key): number {
    return (this.item(key)?.version ?? 0) + 1;
  }

  /** The copy for another item of the same commit. */
  copyOf<T>(ref: Ref<T>, value: T): Copy<T> {
    return { value, version: this.nextVersion(ref.key), event: this.item(ref.key)?.event };
  }

  learn(key: Key, item: unknown): void {
    this.#items.set(name(key), item === undefined ? undefined : storedItem.parse(item));
  }

  /**
   * Takes a copy for the thing itself. If the thing has changed since, the write on the copy fails and brings the newer
   * one.
   */
  learnCopy<T>(ref: Ref<T>, copy: Copy<T>, carrier: Key): void {
    const commit = this.item(carrier)?.commit;
    if (this.#items.has(name(ref.key)) || commit === undefined) return;
    const { value: data, version, event } = copy;
    this.learn(ref.key, { ...ref.key, kind: ref.entity.kind, version, commit, data, event });
  }
}

function name({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
