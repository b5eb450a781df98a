import * as z from "zod";
import type { LedgerSum } from "../../domain/partner/balance.ts";
import { type KeptLedger, keptOn, ledgerSum } from "../../domain/partner/kept-ledger.ts";
import type { LedgerEntry } from "../../domain/partner/ledger.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { put } from "../core/change.ts";
import { partOf } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { allOf, listParts } from "../core/list.ts";
import { read } from "../core/read.ts";
import { named } from "../core/stored.ts";
import { transact, type Writer } from "../core/transact.ts";
import { ledger } from "./ledger.ts";
import { partnerAt } from "./partners.ts";

const count = z.number();
const moved = z.object({
  given: count,
  booked: count,
  bookedLate: count,
  used: count,
  expired: count,
  cancelled: count,
});

const sum = z.object({
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
  open: z.array(z.object({ expiresAt: z.string(), moved, codes: z.array(z.string()) })),
});

export const keptLedgers = partOf<KeptLedger>("partner")({
  kind: "kept-ledger",
  schema: z.object({ through: z.string(), levels: named(sum) }),
});

const keptLedgerAt = (partnerId: string) => keptLedgers.at(partnerId, "ALL");

const readAtOnce = 1_000;

/** An item may have 400 KB. Beyond, the whole ledger is read: about 12,000 codes that are not long over. */
const mostBytes = 300_000;

/** `keep` writes what later readings begin with, if it is worth it. */
export type ReadLedger = { sumOf(level: string): LedgerSum; keep(by: Omit<Writer, "actor">): Promise<void> };

/** The sums of a partner's ledger, consistently: what was kept, and the entries behind it. */
export async function readLedgerSums({ partnerId }: Partner, cost: Writer["cost"]): Promise<ReadLedger> {
  const facts = new Facts();
  const ref = keptLedgerAt(partnerId);
  await read(facts, [ref], cost);
  const kept = facts.get(ref);
  const entries = await entriesOf(partnerId, kept?.through, cost);
  const levels = new Set([...Object.keys(kept?.levels ?? {}), ...entries.map(({ level }) => level)]);
  if ([...levels].some((level) => ledgerSum(kept, entries, level) === undefined)) {
    return { sumOf: sumsOf(undefined, await entriesOf(partnerId, undefined, cost)), keep: async () => undefined };
  }
  return {
    sumOf: sumsOf(kept, entries),
    keep: async (by) => {
      const next = keptOn(kept, entries, by.now);
      if (next === undefined || JSON.stringify(next).length > mostBytes) return;
      const decide = () => ((facts.get(ref)?.through ?? "") < next.through ? { changes: [put(ref, next)] } : undefined);
      await transact(facts, { reads: [ref], decide }, { ...by, actor: { kind: "system", id: "ledger" } });
    },
  };
}

function sumsOf(kept: KeptLedger | undefined, entries: readonly LedgerEntry[]): ReadLedger["sumOf"] {
  return (level) => {
    const found = ledgerSum(kept, entries, level);
    if (found === undefined) throw new Error("a whole ledger has every code that it moves");
    return found;
  };
}

function entriesOf(partnerId: string, from: string | undefined, cost: Writer["cost"]): Promise<LedgerEntry[]> {
  const { key } = partnerAt(partnerId);
  return allOf((after) => listParts(ledger, key, { limit: readAtOnce, after, ...(from && { from }) }, cost));
}
