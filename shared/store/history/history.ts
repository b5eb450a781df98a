import * as z from "zod";
import { type CodePrefix, readCode } from "../../domain/code.ts";
import { type Event, eventTypes, type Kind, kinds } from "../../domain/history/event.ts";
import type { Cost } from "../core/cost.ts";
import { type Key, keyOf, ownItem } from "../core/entity.ts";
import type { Page, Part } from "../core/list.ts";
import { query } from "../core/query.ts";
import { onlyShown, openData } from "../core/stored.ts";
import { type StoredEvent, wholeEvent } from "../core/stored-event.ts";
import { lastSymbol } from "../core/table.ts";
import { whole } from "../core/whole.ts";
import { registrationIdFor } from "../exam/registrations.ts";

const schema = whole<StoredEvent>()(
  z.object({
    eventId: z.string(),
    type: onlyShown(eventTypes),
    at: z.string(),
    actor: z.object({ kind: onlyShown(["account", "staff", "provider", "system"]), id: z.string() }),
    requestId: z.string(),
    subjects: z.array(z.object({ kind: onlyShown(kinds), id: z.string() })).optional(),
    data: openData.optional(),
  }),
);

/** The event that an item holds. */
export function eventIn({ pk, event }: { readonly pk?: unknown; readonly event?: unknown }): Event {
  return wholeEvent(schema.parse(event), z.string().parse(pk));
}

const eventRows = "EVENT#";

/** One page of a thing's events, oldest first (R32), or none. Takes a code as typed. A thing holds its first event. */
export async function listHistory(
  kind: Kind,
  id: string,
  { limit, after }: Pick<Part, "limit" | "after">,
  cost: Cost,
): Promise<Page<Event>> {
  const { pk } = keyOfThing(kind, id);
  const to = `${eventRows}${lastSymbol}`;
  const { items, next } = await query({ partition: pk, from: ownItem, to, limit, after }, cost);
  const values = items.flatMap((item) => (item.event === undefined ? [] : [eventIn(item)]));
  return { values, next: next && { pk, sk: next.sk < eventRows ? eventRows : next.sk } };
}

function keyOfThing(kind: Kind, id: string): Key {
  if (kind === "eligibility-code") return keyOf("registration", registrationIdFor(readAs("ACTC", id)));
  if (kind === "exam-code") return keyOf(kind, readAs("EXC", id));
  return keyOf(kind, kind === "authorization-code" ? readAs("EDU", id) : id);
}

function readAs(prefix: CodePrefix, id: string): string {
  const read = readCode(prefix, id);
  return "code" in read ? read.code : id;
}
