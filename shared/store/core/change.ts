import { tailOf } from "../../domain/code.ts";
import { kinds, type Subject } from "../../domain/history/event.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { type Entity, type Key, type Ref, type StoredItem, valueIn } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { dueAttributes, nameAttributes, secondsOf, workAttribute } from "./index-attributes.ts";
import { asStored, hasLater, keepingLater } from "./later.ts";
import type { Slot } from "./slot.ts";
import type { StoredEvent } from "./stored-event.ts";

/** Built by `put`, `copy` and the others below. */
export type Change = {
  readonly key: Key;
  readonly id: string;
  readonly kind: Entity<unknown>["kind"];
  readonly attributes: { readonly [name: string]: unknown };
  readonly schema?: Entity<unknown>["schema"];
  /** The registration that a part belongs to. */
  readonly root?: string | undefined;
  /** A copy is only written over one of the same registration and schema. Other writes require what was read. */
  readonly isCopy?: true;
  /** The slot that it fills, for waiting reports. */
  readonly slot?: Ref<Slot<unknown>>;
  /** The event's data in this thing's own history, if it is not the event's subject. */
  readonly data?: { readonly [name: string]: unknown };
  /** `unchanged` only checks the version, `gone` deletes. */
  readonly as?: "unchanged" | "gone";
  /** Only this counter grows by one. */
  readonly increased?: Increase;
};

/** The counter, and the attribute that must be absent. */
type Increase = { readonly count: string; readonly unless: string };

/** One conditional write of a DynamoDB transaction. Only a put has an item. */
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

/** Writes a thing over the version that the facts have. `root` is the registration that it is part of. */
export function put<T>(ref: Ref<T>, value: T, root?: string): Change {
  const { entity, id, key } = ref;
  const listed = entity.owner?.(value);
  const [due, goes] = [entity.due?.(value), entity.mayGoAfter?.(value)];
  const [code, email] = [entity.code?.(value), entity.email?.(value)];
  const [personName, since] = [entity.personName?.(value), entity.listedSince?.(value)];
  const revoked = entity.revokedAt?.(value);
  const [waits] = (entity.work?.(value) ?? []).map(({ since }) => since).sort();
  return {
    key,
    id,
    kind: entity.kind,
    root,
    schema: entity.schema,
    attributes: {
      data: asStored(value),
      ...(entity.mark !== undefined && { mark: entity.mark }),
      ...(listed && { owner: listed.list, ownerSort: `${entity.kind}#${listed.sort}#${id}` }),
      ...(code !== undefined && { tail: tailOf(code) }),
      ...(email !== undefined && { email }),
      ...(personName !== undefined && nameAttributes(personName)),
      ...(since !== undefined && { listed: entity.kind, listedSort: `${since}#${id}` }),
      ...(due && dueAttributes(entity.kind, id, due)),
      ...(revoked && { statusList: revoked.list, statusIndex: revoked.index }),
      ...(waits && { work: workAttribute, workSort: `${waits}#${entity.kind}#${id}` }),
      ...(goes && { ttl: secondsOf(goes) }),
    },
  };
}

/**
 * A denormalised copy, written unread with its registration, over nothing or over a copy of the same registration. A copy
 * with members that this version does not know has another mark. The write fails, brings it, and is decided again.
 */
export function copy<T>(ref: Ref<T>, value: T, registrationId: string): Change {
  return { ...put(ref, value, registrationId), isCopy: true };
}

/** Fails the commit if the thing has changed since it was read. */
export function unchanged(ref: Ref<unknown>): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, as: "unchanged" };
}

/** Deletes a part, if it is as it was read. */
export function gone(ref: Ref<unknown>): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, as: "gone" };
}

/** Adds one to a counter without a read and without an event, so that many commits can do so at once. */
export function increase(ref: Ref<unknown>, increased: Increase): Change {
  return { key: ref.key, id: ref.id, kind: ref.entity.kind, attributes: {}, increased };
}

/** The thing in events, if its kind has a history. */
export function subjectOf(kind: string, id: string): Subject | undefined {
  const found = kinds.find((each) => each === kind);
  return found === undefined ? undefined : { kind: found, id };
}

/** The item and its event. A new thing carries its first event. Later events have rows of their own. */
export function writesOfChange(
  facts: Facts,
  { key, kind, attributes, schema, root, isCopy, as, increased }: Change,
  commit: string,
  event: StoredEvent | undefined,
  notifications: readonly Notification[],
): Write[] {
  const found = facts.item(key);
  if (as !== undefined) {
    return [{ act: as === "gone" ? "Delete" : "ConditionCheck", Key: key, ...mustFind(found) }];
  }
  if (increased !== undefined) return [increaseOf(key, increased, commit)];
  const version = facts.nextVersion(key);
  const hasHistory = subjectOf(kind, key.pk) !== undefined;
  // An e-mail's tries are its state. Its history only holds what staff did.
  const isRecorded = hasHistory && !(kind === "mail" && event === undefined);
  if (isRecorded && event === undefined) throw new Error(`a change of a ${kind} needs its event`);
  const born = found === undefined ? event : found.event;
  // Their number beside them, because a stream filter promises to find single values only.
  const mail = notifications.length === 0 ? {} : { mail: notifications, mails: notifications.length };
  const Item = {
    ...facts.besides(key),
    ...key,
    kind,
    version,
    commit,
    ...attributes,
    ...keptOf(facts, key, schema, attributes),
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
        ConditionExpression: `attribute_not_exists(pk) OR (#root = :root AND (${isWhollyKnown}))`,
        ExpressionAttributeNames: { "#root": "root", "#mark": "mark", "#commit": "commit" },
        ExpressionAttributeValues: { ":root": root, ":mark": attributes.mark ?? "", ":commit": found?.commit ?? "" },
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

/** The data with what this version does not know of it. As long as there is such a thing, the mark stays a foreign one. */
function keptOf(facts: Facts, key: Key, schema: Change["schema"], { data, mark }: Change["attributes"]) {
  const found = facts.item(key);
  if (schema === undefined || found === undefined) return {};
  const kept = keepingLater(schema, data, found.data);
  const isForeign = mark !== undefined && found.mark !== undefined && found.mark !== mark;
  const hasMore = isForeign && (hasLater(valueIn({ schema }, kept)) || Object.keys(facts.besides(key)).length > 0);
  return { data: kept, ...(hasMore && { mark: found.mark }) };
}

/** Written without a mark or with ours, or read before. */
const isWhollyKnown = "attribute_not_exists(#mark) OR #mark = :mark OR #commit = :commit";

/** The new commit id tells every reader that the counter has changed. */
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

/** The optimistic lock: nothing, or the commit that was read. */
function mustFind(found: StoredItem | undefined): Condition {
  if (found === undefined) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "#commit = :commit",
    ExpressionAttributeNames: { "#commit": "commit" },
    ExpressionAttributeValues: { ":commit": found.commit },
  };
}
