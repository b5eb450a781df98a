import type { Divergences } from "./faults.ts";
import type { Counted } from "./probe.ts";
import type { Costs, Speed } from "./speed.ts";

export type Row = {
  readonly name: string;
  readonly speed: Speed | undefined;
  readonly spent: Costs;
  readonly calm: Divergences;
  readonly lossy: Divergences;
  readonly faulty: Divergences;
};

/** Both tables, in Markdown. */
export function report(rows: readonly Row[], machine: string): string {
  const own = rows[0]?.speed?.rates ?? [];
  return [
    `Measured on ${machine}.`,
    "",
    "| variant | requests a second | × certrail | p50 ms | p99 ms | redeem: trips, read, write units | replay | refusal |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
    ...rows.map((row) => `| ${speedCells(row, own).join(" | ")} |`),
    "",
    "| variant | races | with lost answers | killed, or an answer lost, at each call |",
    "|---|---|---|---|",
    ...rows.map(({ name, calm, lossy, faulty }) => `| ${[name, ...[calm, lossy, faulty].map(told)].join(" | ")} |`),
  ].join("\n");
}

function speedCells({ name, speed, spent }: Row, own: readonly number[]): string[] {
  const { rates, times } = speed ?? { rates: [], times: [] };
  // A ratio compares the same round, so that other load affects both.
  const ratios = rates.map((rate, round) => rate / (own[round] ?? rate));
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  const { redeemed, replayed, refused } = spent;
  const costs = [redeemed, replayed, refused].map(costOf);
  return [name, median(rates).toFixed(0), median(ratios).toFixed(2), at(0.5), at(0.99), ...costs];
}

function costOf({ trips, readUnits, writeUnits }: Counted): string {
  return `${trips}, ${readUnits}, ${writeUnits}`;
}

function told({ spentTwice, changed, audits, silent, cases }: Divergences): string {
  const wrong = [
    [spentTwice, "spent twice"],
    [changed, "answer changed"],
    [audits, "audit wrong"],
    [silent, "no answer"],
  ] as const;
  const found = wrong.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return `${found.length === 0 ? "0" : found.join(", ")} of ${cases}`;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
