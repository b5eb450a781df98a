import type { Event } from "../../domain/history/event.ts";
import type { EventData } from "../../domain/history/event-data.ts";
import type { Cost } from "../core/cost.ts";
import { keyOf } from "../core/entity.ts";
import { send } from "../core/send.ts";

/** A look of staff at things of accounts. */
export type Look = Pick<Event, "eventId" | "at" | "actor" | "requestId"> & {
  readonly accountIds: readonly string[];
  readonly data: EventData["account.looked-up"];
};

/** The items of one transaction. */
const atOnce = 100;

/** Records a look in each account's history, 100 accounts in each round trip, without a read. */
export async function keepLook({ accountIds, ...look }: Look, cost: Cost): Promise<void> {
  const { eventId, at } = look;
  const writes = accountIds.map((id) => {
    const Key = { pk: keyOf("account", id).pk, sk: `EVENT#${at}#${eventId}` };
    const event: Event = { ...look, type: "account.looked-up", subjects: [{ kind: "account", id }] };
    const Item = { ...Key, kind: "event", version: 1, commit: eventId, event };
    // An existing one is this look, whose answer was lost.
    return { act: "Put", Key, Item, ConditionExpression: "attribute_not_exists(pk)" } as const;
  });
  for (let from = 0; from < writes.length; from += atOnce) await send(writes.slice(from, from + atOnce), cost);
}
