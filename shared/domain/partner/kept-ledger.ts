import { type Instant, plusDays } from "../instant.ts";
import { closedBefore, type LedgerSum, nothingMoved, withEntries } from "./balance.ts";
import type { LedgerEntry } from "./ledger.ts";

/** The sums of the entries up to `through`, so that a balance reads only the later ones. They follow from the entries. */
export type KeptLedger = { readonly through: string; readonly levels: { readonly [level: string]: LedgerSum } };

/** A dead letter comes again after two weeks at most, and writes entries as of its own time. Later none comes. */
const lateDays = 15;

/** A late report may still move a code for some time after its end. After that the ledger is read whole. */
const closedAfterDays = 90;

/** So many entries are read before it is worth a write. */
const worthKeeping = 500;

/** The sum of a level, or nothing if it takes the whole ledger. */
export function ledgerSum(
  kept: KeptLedger | undefined,
  entries: readonly LedgerEntry[],
  level: string,
): LedgerSum | undefined {
  const { sum, strays } = withEntries(kept?.levels[level] ?? nothingMoved, laterThan(kept, entries), level);
  return strays && kept !== undefined ? undefined : sum;
}

/** The sums to keep from now on, if the ledger has grown enough. `entries` begin behind `kept`. */
export function keptOn(
  kept: KeptLedger | undefined,
  entries: readonly LedgerEntry[],
  now: Instant,
  least = worthKeeping,
): KeptLedger | undefined {
  const settled = laterThan(kept, entries).filter(({ at }) => at < plusDays(now, -lateDays));
  if (settled.length < least) return undefined;
  const through =
    settled
      .map(({ changeId }) => changeId)
      .sort()
      .at(-1) ?? "";
  const levels = new Set([...Object.keys(kept?.levels ?? {}), ...settled.map(({ level }) => level)]);
  const sums: [string, LedgerSum][] = [];
  for (const level of levels) {
    const sum = ledgerSum(kept, settled, level);
    if (sum === undefined) return undefined;
    sums.push([level, closedBefore(sum, plusDays(now, -closedAfterDays))]);
  }
  return { through, levels: Object.fromEntries(sums) };
}

function laterThan(kept: KeptLedger | undefined, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return kept === undefined ? entries : entries.filter(({ changeId }) => changeId > kept.through);
}
