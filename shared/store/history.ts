import * as z from "zod";
import { type CodePrefix, readCode } from "../domain/code.ts";
import { type Event, eventTypes, type Kind, kinds } from "../domain/event.ts";
import type { Cost } from "./cost.ts";
import { type Key, keyOf } from "./entity.ts";
import { readPartition } from "./list.ts";
import { registrationIdFor } from "./registrations.ts";

/** An event as it is stored. */
export const eventSchema: z.ZodType<Event> = z.object({
  eventId: z.string(),
  type: z.enum(eventTypes),
  at: z.string(),
  actor: z.object({ kind: z.enum(["account", "staff", "provider", "system"]), id: z.string() }),
  requestId: z.string(),
  subjects: z.array(z.object({ kind: z.enum(kinds), id: z.string() })),
  data: z.record(z.string(), z.unknown()),
});

/** The events of one thing, oldest first (R32); none where there is no such thing. A code may be given as it is typed. */
export async function readHistory(kind: Kind, id: string, cost: Cost): Promise<Event[]> {
  const items = await readPartition(keyOfThing(kind, id).pk, cost);
  return items.flatMap((item) => (item.event === undefined ? [] : [eventSchema.parse(item.event)]));
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
