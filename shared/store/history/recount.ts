import type { Event } from "../../domain/history/event.ts";
import type { Books } from "../../domain/history/recount.ts";
import type { KeptLedger } from "../../domain/partner/kept-ledger.ts";
import type { LedgerEntry } from "../../domain/partner/ledger.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import type { Counted } from "../../domain/partner/tally.ts";
import type { Cost } from "../core/cost.ts";
import { ownItem, type Ref } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { queryPages } from "../core/query.ts";
import { read } from "../core/read.ts";
import { storedItem, valueIn } from "../core/stored-item.ts";
import { counted } from "../partner/counted.ts";
import { keptLedgers } from "../partner/kept-ledgers.ts";
import { ledger } from "../partner/ledger.ts";
import { eventIn } from "./history.ts";

const maximumReadings = 5;

/** Everything of a partner at one moment: read again if it has changed meanwhile. */
export async function readBooks(ref: Ref<Partner>, cost: Cost): Promise<Books | undefined> {
  for (let readings = 1; ; readings += 1) {
    const { books, commit } = await readOnce(ref, cost);
    if (books === undefined) return undefined;
    const facts = new Facts();
    await read(facts, [ref], cost);
    if (facts.item(ref.key)?.commit === commit || readings === maximumReadings) return books;
  }
}

/** Page by page, because a partner's items may need more memory than a function has. */
async function readOnce(ref: Ref<Partner>, cost: Cost): Promise<{ books: Books | undefined; commit: unknown }> {
  let [partner, kept, commit]: [Partner?, KeptLedger?, unknown?] = [];
  const rows: Counted[] = [];
  const events: Books["events"][number][] = [];
  const entries: LedgerEntry[] = [];
  for await (const page of queryPages({ partition: ref.key.pk }, cost)) {
    for (const item of page) {
      const { sk, kind, data } = storedItem.parse(item);
      if (sk === ownItem) [partner, commit] = [valueIn(ref.entity, data), item.commit];
      if (kind === counted.kind) rows.push(valueIn(counted, data));
      if (kind === ledger.kind) entries.push(valueIn(ledger, data));
      if (kind === keptLedgers.kind) kept = valueIn(keptLedgers, data);
      if (item.event !== undefined) events.push(onlyWhat(eventIn(item)));
    }
  }
  return { books: partner && { partner, rows, events, entries, kept }, commit };
}

function onlyWhat({ type, data }: Event): Books["events"][number] {
  return { type, data };
}
