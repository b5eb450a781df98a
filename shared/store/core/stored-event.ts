import { type Event, kinds, type Subject } from "../../domain/history/event.ts";
import { type Key, keyOf } from "./entity.ts";

/** The members that need not be stored: the thing in whose partition the event stands, and what is empty. */
export type StoredEvent = Omit<Event, "subjects" | "data"> & {
  readonly subjects?: Event["subjects"] | undefined;
  readonly data?: Event["data"] | undefined;
};

/** An event as the items of a thing hold it. */
export function storedEvent({ subjects, data, ...event }: Event, { pk }: Key): StoredEvent {
  const others = subjects.filter((each) => partitionOf(each) !== pk);
  return {
    ...event,
    ...(others.length > 0 && { subjects: others }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}

/** The whole event again. Events of earlier versions were stored whole. */
export function wholeEvent({ subjects = [], data = {}, ...event }: StoredEvent, pk: string): Event {
  const isNamed = subjects.some((each) => partitionOf(each) === pk);
  const own = isNamed ? undefined : ownerOf(pk);
  return { ...event, subjects: own === undefined ? subjects : [...subjects, own], data };
}

function partitionOf({ kind, id }: Subject): string {
  return keyOf(kind, id).pk;
}

function ownerOf(pk: string): Subject | undefined {
  const kind = kinds.find((each) => pk.startsWith(partitionOf({ kind: each, id: "" })));
  return kind && { kind, id: pk.slice(partitionOf({ kind, id: "" }).length) };
}
