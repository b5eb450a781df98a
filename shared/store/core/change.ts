import { tailOf } from "../../domain/code.ts";
import { type Event, kinds, type Subject } from "../../domain/history/event.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { type Instant, millisecondsOf } from "../../domain/instant.ts";
import { searchable } from "../../domain/partner/membership.ts";
import type { Entity, Key, Ref, StoredItem } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { asStored } from "./later.ts";
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
  /** What the event says in this thing's own history, where that is not the thing that the event is about. */
  readonly data?: { readonly [name: string]: unknown };
  /** Nothing is written: the thing must still be as it was read (`unchanged`), or goes (`gone`). */
  readonly as?: "unchanged" | "gone";
  /** Nothing but this number in it grows by one. */
  readonly increased?: Increase;
};

/** A number of a thing that grows, and what the thing must not have for that. */
type Increase = { readonly count: string; readonly unless: string };

/** One conditional write of a transaction, as DynamoDB takes it. Only a put has an item. */
export type Write = Condition & {
  readonly Key: Key;
} & (
    | { readonly act: "Put"; readonly Item: { readonly [name: string]: unknown } }
    | { readonly act: "Update"; readonly UpdateExpression: string }
    | { readonly act: "Delete" | "ConditionCheck" }
  );

type Condition = {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
};

/** A thing as it is to be; its write must find the thing as the facts have it. `root`: the registration it is part of. */
export function put<T>(ref: Ref<T>, value: T, root?: string): Change {
  const { entity, id, key } = ref;
  const listed = entity.owner?.(value);
  const dropped = entity.droppedAfter?.(value);
  const due = dropped ?? entity.due?.(value);
  const goes = dropped ?? entity.mayGoAfter?.(value);
  const [code, email] = [entity.code?.(value), entity.email?.(value)];
  const [personName, since] = [entity.personName?.(value), entity.listedSince?.(value)];
  const revoked = entity.revokedAt?.(value);
  const [waits] = (entity.work?.(value) ?? []).map(({ since }) => since).sort();
  return {
    key,
    id,
    kind: entity.kind,
    root,
    attributes: {
      data: asStored(value),
      ...(listed && { owner: listed.list, ownerSort: `${entity.kind}#${listed.sort}#${id}` }),
      ...(code !== undefined && { tail: tailOf(code) }),
      ...(email !== undefined && { email }),
      ...(personName !== undefined && nameAttributes(personName)),
      ...(since !== undefined && { listed: entity.kind, listedSort: `${since}#${id}` }),
      ...(due && dueAttributes(entity.kind, id, due)),
      ...(revoked && { statusList: revoked.list, statusIndex: revoked.index }),
      ...(waits && { work: workAttribute, workSort: `${waits}#${entity.kind}#${id}` }),
      ...(goes && { ttl: Math.ceil(millisecondsOf(goes) / 1000) }),
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

/** Writes nothing, but fails the commit unless the thing is still as it was read: for what a decision rests on. */
export function unchanged(ref: Ref<unknown>): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, as: "unchanged" };
}

/** Takes away a part that is counted elsewhere; it must still be as it was read. */
export function gone(ref: Ref<unknown>): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, as: "gone" };
}

/**
 * Counts one more in a thing, unread: any number of commits may do so at once, and none of them comes too late. It has no
 * place in the thing's history; what was counted has one of its own.
 */
export function increase(ref: Ref<unknown>, increased: Increase): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, increased };
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
  { key, kind, attributes, root, isCopy, as, increased }: Change,
  commit: string,
  event: Event | undefined,
  notifications: readonly Notification[],
): Write[] {
  const found = facts.item(key);
  if (as !== undefined) {
    return [{ act: as === "gone" ? "Delete" : "ConditionCheck", Key: key, ...mustFind(found) }];
  }
  if (increased !== undefined) return [increaseOf(key, increased, commit)];
  const version = facts.nextVersion(key);
  const hasHistory = subjectOf(kind, key.pk) !== undefined;
  // An e-mail's tries are its own state; its history holds what staff did with it.
  const isRecorded = hasHistory && !(kind === "mail" && event === undefined);
  if (isRecorded && event === undefined) throw new Error(`a change of a ${kind} needs its event`);
  const born = found === undefined ? event : found.event;
  const mail = notifications.length === 0 ? {} : { mail: notifications };
  const Item = {
    ...facts.besides(key),
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
        act: "Put",
        Key: key,
        Item,
        ConditionExpression: "attribute_not_exists(pk) OR #root = :root",
        ExpressionAttributeNames: { "#root": "root" },
        ExpressionAttributeValues: { ":root": root },
      },
    ];
  }
  if (found === undefined) {
    return [{ act: "Put", Key: key, Item: { ...Item, ...mail }, ...mustFind(found) }];
  }

  const change: Write = { act: "Put", Key: key, Item, ...mustFind(found) };
  if (!isRecorded) return [change];
  const row = { pk: key.pk, sk: `EVENT#${String(version).padStart(8, "0")}` };
  const record = { ...row, kind: "event", version: 1, commit, event, ...mail };
  return [change, { act: "Put", Key: row, Item: record, ...mustFind(undefined) }];
}

/** It names its commit, so that whoever has read the thing before notices, and decides on the new number. */
function increaseOf(key: Key, { count, unless }: Increase, commit: string): Write {
  return {
    act: "Update",
    Key: key,
    UpdateExpression: "SET #commit = :commit, #data.#count = #data.#count + :one",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(#data.#unless)",
    ExpressionAttributeNames: { "#commit": "commit", "#data": "data", "#count": count, "#unless": unless },
    ExpressionAttributeValues: { ":commit": commit, ":one": 1 },
  };
}

/** What was read must still stand there: nothing, or what that commit wrote. */
function mustFind(found: StoredItem | undefined): Condition {
  if (found === undefined) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "#commit = :commit",
    ExpressionAttributeNames: { "#commit": "commit" },
    ExpressionAttributeValues: { ":commit": found.commit },
  };
}

/** All that waits for staff stands in one list: it is short, or staff are too few. */
export const workAttribute = "WORK";

/**
 * The attributes by which a name is found by its beginning: the names that begin with one symbol stand together. So few
 * symbols that the index's keys hold them in any script.
 */
export function nameAttributes(name: string): { initial: string; nameSort: string } {
  const symbols = [...searchable(name)].slice(0, 60);
  return { initial: symbols[0] ?? "", nameSort: symbols.join("") };
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
