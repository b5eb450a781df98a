import { type Event, kinds, type Subject } from "../domain/event.ts";
import { type Instant, millisecondsOf } from "../domain/instant.ts";
import type { Notification } from "../domain/notification.ts";
import type { Entity, Key, Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";
import type { Slot } from "./slot.ts";

/** One thing as it is to be. Built by `put` and `copy`. */
export type Change = {
  readonly key: Key;
  readonly id: string;
  readonly kind: Entity<unknown>["kind"];
  readonly attributes: { readonly [name: string]: unknown };
  /** The registration that it belongs to, for what is a registration's part. */
  readonly root?: string | undefined;
  /** A copy's write must find its root's own; any other write what was read. */
  readonly isCopy?: true;
  /** The slot that it fills, for what reports may have waited for. */
  readonly slot?: Ref<Slot<unknown>>;
};

/** One conditional put, as DynamoDB takes it. */
export type Write = {
  Item: { [name: string]: unknown };
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};

/** A thing as it is to be; its write must find the thing as the facts have it. `root`: the registration it is part of. */
export function put<T>(ref: Ref<T>, value: T, root?: string): Change {
  const { entity, id, key } = ref;
  const listed = entity.owner?.(value);
  const dropped = entity.droppedAfter?.(value);
  const due = dropped ?? entity.due?.(value);
  return {
    key,
    id,
    kind: entity.kind,
    root,
    attributes: {
      data: value,
      ...(listed && { owner: listed.list, ownerSort: `${entity.kind}#${listed.sort}#${id}` }),
      ...(due && dueAttributes(entity.kind, id, due)),
      ...(dropped && { ttl: Math.ceil(millisecondsOf(dropped) / 1000) }),
    },
  };
}

/**
 * A copy that follows from a registration and is only written together with it: its write must find nothing, or what
 * belongs to the same registration.
 */
export function copy<T>(ref: Ref<T>, value: T, registrationId: string): Change {
  return { ...put(ref, value, registrationId), isCopy: true };
}

/** The thing as it is named in events, if its kind has a history of its own. */
export function subjectOf(kind: string, id: string): Subject | undefined {
  const found = kinds.find((each) => each === kind);
  return found === undefined ? undefined : { kind: found, id };
}

/**
 * The writes of one change: the item, and its event. A new thing carries the event that made it (and keeps it); a later
 * event has a row of its own, behind the thing.
 */
export function writesOfChange(
  facts: Facts,
  { key, kind, attributes, root, isCopy }: Change,
  commit: string,
  event: Event | undefined,
  notifications: readonly Notification[],
): Write[] {
  const found = facts.item(key);
  const version = facts.nextVersion(key);
  const hasHistory = subjectOf(kind, key.pk) !== undefined;
  if (hasHistory && event === undefined) throw new Error(`a change of a ${kind} needs its event`);
  const born = found === undefined ? event : found.event;
  const mail = notifications.length === 0 ? {} : { mail: notifications };
  const Item = {
    ...key,
    kind,
    version,
    commit,
    ...attributes,
    ...(root !== undefined && { root }),
    ...(hasHistory && { event: born }),
  };
  const isRoots = found === undefined || found.root === root;
  if (isCopy && isRoots) {
    return [
      {
        Item,
        ConditionExpression: "attribute_not_exists(pk) OR #root = :root",
        ExpressionAttributeNames: { "#root": "root" },
        ExpressionAttributeValues: { ":root": root },
      },
    ];
  }
  if (found === undefined) {
    return [{ Item: { ...Item, ...mail }, ConditionExpression: "attribute_not_exists(pk)" }];
  }

  const change: Write = {
    Item,
    ConditionExpression: "#commit = :commit",
    ExpressionAttributeNames: { "#commit": "commit" },
    ExpressionAttributeValues: { ":commit": found.commit },
  };
  if (!hasHistory) return [change];
  const row = { pk: key.pk, sk: `EVENT#${String(version).padStart(8, "0")}` };
  const record = { ...row, kind: "event", version: 1, commit, event, ...mail };
  return [change, { Item: record, ConditionExpression: "attribute_not_exists(pk)" }];
}

/** What is due is spread over partitions, so that no one of them is hot. */
export const dueShards: readonly string[] = Array.from({ length: 8 }, (_, shard) => `DUE#${shard}`);

/** The attributes that make an item due at an instant. */
export function dueAttributes(kind: string, id: string, at: Instant): { due: string; dueSort: string } {
  return { due: dueShard(id), dueSort: `${at}#${kind}#${id}` };
}

function dueShard(id: string): string {
  let sum = 0;
  for (const symbol of id) sum = (sum * 31 + symbol.charCodeAt(0)) % 65_521;
  return dueShards[sum % dueShards.length] ?? "";
}
