import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import type { LedgerSum } from "../../domain/partner/balance.ts";
import { type KeptLedger, keptOn, ledgerSum } from "../../domain/partner/kept-ledger.ts";
import type { LedgerEntry } from "../../domain/partner/ledger.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { put } from "../core/change.ts";
import { partOf } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { allOf, listParts, pagesOf } from "../core/list.ts";
import type { Position } from "../core/query.ts";
import { read } from "../core/read.ts";
import { named } from "../core/stored.ts";
import { transact, type Writer } from "../core/transact.ts";
import { ledger } from "./ledger.ts";
import { partnerAt } from "./partners.ts";

const count = z.number();
const moved = () =>
  z.object({
    given: count,
    booked: count,
    bookedLate: count,
    used: count,
    expired: count,
    cancelled: count,
  });

const sum = () =>
  z.object({
    remaining: count,
    replaced: count,
    closed: z.object({
      available: count.optional(),
      assigned: count.optional(),
      booked: count.optional(),
      used: count.optional(),
      expired: count.optional(),
      cancelled: count.optional(),
    }),
    open: z.array(z.object({ expiresAt: z.string(), moved: moved(), codes: z.array(z.string()) })),
  });

export const keptLedgers = partOf<KeptLedger>("partner")({
  kind: "kept-ledger",
  schema: () => z.object({ through: z.string(), levels: named(sum()) }),
});

const keptLedgerAt = (partnerId: string) => keptLedgers.at(partnerId, "ALL");

const readAtOnce = 1_000;

/** So many entries are summed up on the way. A reading that ends in the middle of a long ledger leaves its sums to the next one. */
const summedAtOnce = 2_000;

/** An item may have 400 KB. Beyond, the whole ledger is read: about 12,000 codes that are not long over. */
const mostBytes = 300_000;

/**
 * The sums of a partner's ledger by level, consistently: what was kept, and the entries behind it. Keeps what later
 * readings begin with, if it is worth it. `unkept` is told why that failed; the sums are right all the same.
 */
export async function readLedgerSums(
  { partnerId }: Partner,
  by: Omit<Writer, "actor">,
  unkept: (error: unknown) => void,
): Promise<(level: string) => LedgerSum> {
  const facts = new Facts();
  const ref = keptLedgerAt(partnerId);
  await read(facts, [ref], by.cost);
  let kept = facts.get(ref);
  let entries: LedgerEntry[] = [];
  const keep = async (asOf: Instant) => {
    const next = keptOn(kept, entries, asOf);
    if (next === undefined || JSON.stringify(next).length > mostBytes) return;
    const decide = () => ((facts.get(ref)?.through ?? "") < next.through ? { changes: [put(ref, next)] } : undefined);
    await transact(facts, { reads: [ref], decide }, { ...by, actor: { kind: "system", id: "ledger" } });
    kept = next;
    entries = entries.filter(({ changeId }) => changeId > next.through);
  };
  for await (const page of pagesOf(pagesBehind(partnerId, kept?.through, by.cost))) {
    entries.push(...page);
    const last = entries.at(-1);
    // As of then, as if the balance had been asked then: what ended later may still be moved by the next entries.
    if (last !== undefined && entries.length >= summedAtOnce) await keep(last.at).catch(unkept);
  }

  const levels = new Set([...Object.keys(kept?.levels ?? {}), ...entries.map(({ level }) => level)]);
  if ([...levels].some((level) => ledgerSum(kept, entries, level) === undefined)) {
    return sumsOf(undefined, await allOf(pagesBehind(partnerId, undefined, by.cost)));
  }
  const sums = sumsOf(kept, entries);
  await keep(by.now).catch(unkept);
  return sums;
}

function sumsOf(kept: KeptLedger | undefined, entries: readonly LedgerEntry[]): (level: string) => LedgerSum {
  return (level) => {
    const found = ledgerSum(kept, entries, level);
    if (found === undefined) throw new Error("a whole ledger has every code that it moves");
    return found;
  };
}

/** The entries from a change on, oldest first. */
function pagesBehind(partnerId: string, from: string | undefined, cost: Writer["cost"]) {
  const { key } = partnerAt(partnerId);
  return (after: Position | undefined) =>
    listParts(ledger, key, { limit: readAtOnce, after, ascending: true, ...(from && { from }) }, cost);
}
