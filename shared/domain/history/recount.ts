import type { Instant } from "../instant.ts";
import { type Balance, balanceIn, balanceOf } from "../partner/balance.ts";
import { type KeptLedger, ledgerSum } from "../partner/kept-ledger.ts";
import type { LedgerEntry } from "../partner/ledger.ts";
import { benefitOf, benefitRuleOf, countsOf, type Partner, quotaFor } from "../partner/partner.ts";
import { type Counted, tallyOf } from "../partner/tally.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Event } from "./event.ts";

export type LevelRecount = Balance & {
  readonly counted: number;
  readonly standing: number;
  readonly valid: number;
  readonly quota: number;
  readonly issued: number;
};

/** A stored number that the history does not confirm. */
export type Difference = {
  readonly level: string;
  readonly of: string;
  readonly kept: number;
  readonly recounted: number;
};

export type Recount = {
  readonly levels: Readonly<Record<string, LevelRecount>>;
  readonly differences: readonly Difference[];
};

export type Books = {
  readonly partner: Partner;
  readonly rows: readonly Counted[];
  readonly events: readonly Pick<Event, "type" | "data">[];
  readonly entries: readonly LedgerEntry[];
  /** The sums that balances begin with. */
  readonly kept?: KeptLedger | undefined;
};

/** Counts a partner from its events and entries alone, and compares that with the stored counts (R23, R29). */
export function recount(books: Books, now: Instant): Recount {
  const { levels } = programmeOf(books.partner.programmeVersion);
  const recounted = levels.map(({ level }) => [level, recountLevel(books, level, now)] as const);
  return {
    levels: Object.fromEntries(recounted),
    differences: recounted.flatMap(([level, found]) => differencesIn(books, level, found, now)),
  };
}

function recountLevel({ partner, events, entries }: Books, level: string, now: Instant): LevelRecount {
  const moved = events.flatMap(({ data }) => (data.level === level ? [data] : []));
  const counted = moved.filter(({ change }) => change === "counted");
  const takenAway = takenAwayIn(moved);
  const standing = counted.filter(({ certificateId }) => (takenAway.get(certificateId) ?? 0) === 0);
  const valid = standing.filter(({ validUntil }) => typeof validUntil === "string" && now < validUntil);
  const extra = events.flatMap(({ type, data }) => {
    const isExtra = type === "partner.coupons-granted" && data.level === level && typeof data.quantity === "number";
    return isExtra ? [Number(data.quantity)] : [];
  });
  const issued = entries.filter((entry) => entry.level === level && entry.kind === "issued");
  return {
    counted: counted.length,
    standing: standing.length,
    valid: valid.length,
    quota:
      quotaFor(benefitRuleOf(partner, level), counted.length) +
      extra.reduce((sum, each) => sum + each, 0) -
      takenBackIn(entries, level),
    issued: issued.reduce((sum, { quantity }) => sum + quantity, 0),
    ...balanceOf(entries, level, now, partner.ended?.at),
  };
}

/** The times that each certificate was uncounted, less those that it was counted again. */
function takenAwayIn(moved: readonly Event["data"][]): ReadonlyMap<unknown, number> {
  const times = new Map<unknown, number>();
  for (const { change, certificateId } of moved) {
    const step = change === "uncounted" ? 1 : change === "counted-again" ? -1 : 0;
    times.set(certificateId, (times.get(certificateId) ?? 0) + step);
  }
  return times;
}

/** Without coupons that a reinstatement gave again (R29). */
function takenBackIn(entries: readonly LedgerEntry[], level: string): number {
  const signs: Readonly<Record<string, number>> = { "taken-back": 1, "given-again": -1 };
  return entries.reduce((sum, each) => sum + (each.level === level ? (signs[each.kind] ?? 0) * each.quantity : 0), 0);
}

function differencesIn(books: Books, level: string, found: LevelRecount, now: Instant) {
  const { partner, rows, entries } = books;
  const kept = countsOf(partner, level);
  const ended = rows.filter(({ validUntil }) => validUntil <= now);
  const granted = entries.filter((entry) => entry.level === level && entry.kind === "granted");
  const codes = entries.flatMap((entry) => (entry.level === level && entry.kind === "issued" ? entry.codes : []));
  const benefit = benefitOf(partner, level);
  const compared: readonly (readonly [string, number, number])[] = [
    ["counted", kept.counted, found.counted],
    ["standing", kept.standing, found.standing],
    ["certificates listed", rows.filter((row) => row.level === level).length, found.standing],
    ["valid", tallyOf(partner, ended)[level]?.valid ?? 0, found.valid],
    ["quota", benefit.quota, found.quota],
    ["granted", granted.reduce((sum, { quantity }) => sum + quantity, 0) - takenBackIn(entries, level), found.quota],
    ["issued", kept.issued, found.issued],
    ["issued codes", new Set(codes).size, found.issued],
    ["remaining", benefit.remaining, found.remaining],
    ...keptIn(books, level, found, now),
  ];
  return compared
    .filter(([, one, other]) => one !== other)
    .map(([of, one, other]) => ({ level, of, kept: one, recounted: other }));
}

/** The balance as it is told, from the kept sums, beside the one of all entries. */
function keptIn({ partner, entries, kept }: Books, level: string, found: LevelRecount, now: Instant) {
  const sum = kept && ledgerSum(kept, entries, level);
  if (sum === undefined) return [];
  const balance = balanceIn(sum, now, partner.ended?.at);
  const pots = ["remaining", "available", "assigned", "booked", "used", "expired", "cancelled"] as const;
  return pots.map((pot) => [`kept ledger, ${pot}`, balance[pot], found[pot]] as const);
}
