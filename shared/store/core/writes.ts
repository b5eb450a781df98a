import type { Notification } from "../../domain/history/notification.ts";
import { type Change, type Increase, subjectOf } from "./change.ts";
import type { Key } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { hasLater, keepingLater } from "./later.ts";
import type { StoredEvent } from "./stored-event.ts";
import { type StoredItem, valueIn } from "./stored-item.ts";

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

/** The item and its event. A new thing carries its first event. Later events have rows of their own. */
export function writesOfChange(
  facts: Facts,
  { key, kind, attributes, entity, root, isCopy, as, increased }: Change,
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
  // The number stands beside the list, because a stream's filter can only test a single value.
  const mail = notifications.length === 0 ? {} : { mail: notifications, mails: notifications.length };
  const Item = {
    ...facts.besides(key),
    ...key,
    kind,
    version,
    commit,
    ...attributes,
    ...keptOf(facts, key, entity, attributes),
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

/** The new data, with members of the old item that this version does not know. While there are any, the foreign mark stays. */
function keptOf(facts: Facts, key: Key, entity: Change["entity"], { data, mark }: Change["attributes"]) {
  const found = facts.item(key);
  if (entity === undefined || found === undefined) return {};
  const kept = keepingLater(entity, data, found.data);
  const isForeign = mark !== undefined && found.mark !== undefined && found.mark !== mark;
  const hasMore = isForeign && (hasLater(valueIn(entity, kept)) || Object.keys(facts.besides(key)).length > 0);
  return { data: kept, ...(hasMore && { mark: found.mark }) };
}

/** The copy has no mark or ours, or it was read. */
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
