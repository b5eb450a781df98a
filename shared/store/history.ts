import * as z from "zod";
import { type Event, eventTypes, type Kind, kinds } from "../domain/event.ts";
import type { Cost } from "./cost.ts";
import { keyOf } from "./entity.ts";
import { readPartition } from "./list.ts";
import { registrationIdFor } from "./registrations.ts";

const eventSchema: z.ZodType<Event> = z.object({
  eventId: z.string(),
  type: z.enum(eventTypes),
  at: z.string(),
  actor: z.object({ kind: z.enum(["account", "staff", "provider", "system"]), id: z.string() }),
  requestId: z.string(),
  subjects: z.array(z.object({ kind: z.enum(kinds), id: z.string() })),
  data: z.record(z.string(), z.unknown()),
});

/** The events of one thing, oldest first (R32); none where there is no such thing. */
export async function readHistory(kind: Kind, id: string, cost: Cost): Promise<Event[]> {
  const { pk } = kind === "eligibility-code" ? keyOf("registration", registrationIdFor(id)) : keyOf(kind, id);
  const items = await readPartition(pk, cost);
  return items.flatMap((item) => (item.event === undefined ? [] : [eventSchema.parse(item.event)]));
}
