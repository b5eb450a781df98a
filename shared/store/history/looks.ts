import type { Event } from "../../domain/history/event.ts";
import type { EventData } from "../../domain/history/event-data.ts";
import type { Cost } from "../core/cost.ts";
import { keyOf } from "../core/entity.ts";
import { send } from "../core/send.ts";

/** A look of staff at things of some accounts: who, when, at what. */
export type Look = Pick<Event, "eventId" | "at" | "actor" | "requestId"> & {
  readonly accountIds: readonly string[];
  readonly data: EventData["account.looked-up"];
};

/** One transaction holds so many items. */
const atOnce = 100;

/** Keeps a look in the history of each of the accounts, 100 accounts in each write round trip. Nothing is read for that. */
export async function keepLook({ accountIds, ...look }: Look, cost: Cost): Promise<void> {
  const { eventId, at } = look;
  const writes = accountIds.map((id) => {
    const Key = { pk: keyOf("account", id).pk, sk: `EVENT#${at}#${eventId}` };
    const event: Event = { ...look, type: "account.looked-up", subjects: [{ kind: "account", id }] };
    const Item = { ...Key, kind: "event", version: 1, commit: eventId, event };
    // One that stands there already is this one, whose answer was lost.
    return { act: "Put", Key, Item, ConditionExpression: "attribute_not_exists(pk)" } as const;
  });
  for (let from = 0; from < writes.length; from += atOnce) await send(writes.slice(from, from + atOnce), cost);
}
