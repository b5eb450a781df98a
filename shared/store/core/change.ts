import { tailOf } from "../../domain/code.ts";
import { kinds, type Subject } from "../../domain/history/event.ts";
import type { Entity, Key, Ref } from "./entity.ts";
import { dueAttributes, nameAttributes, secondsOf, workAttribute } from "./index-attributes.ts";
import { asStored } from "./later.ts";
import type { Slot } from "./slot.ts";

/** Built by `put`, `copy` and the others below. */
export type Change = {
  readonly key: Key;
  readonly id: string;
  readonly kind: Entity<unknown>["kind"];
  readonly attributes: { readonly [name: string]: unknown };
  /** Of a written thing. Its schema is needed only where an item is replaced that has more members. */
  readonly entity?: Pick<Entity<unknown>, "schema">;
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
export type Increase = { readonly count: string; readonly unless: string };

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
    entity,
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
 * with members that this version does not know has another mark. If it was not read, the write fails and brings the copy,
 * and the step decides again.
 */
export function copy<T>(ref: Ref<T>, value: T, registrationId: string): Change {
  return { ...put(ref, value, registrationId), isCopy: true };
}

/** The changes of two parts of a decision. Where both write an item, the later part has decided on what the earlier left. */
export function followed(earlier: readonly Change[], later: readonly Change[]): Change[] {
  const isWrittenAgain = ({ key: { pk, sk } }: Change) => later.some(({ key }) => key.pk === pk && key.sk === sk);
  return [...earlier.filter((each) => !isWrittenAgain(each)), ...later];
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
