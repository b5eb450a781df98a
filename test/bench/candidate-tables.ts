import type { StepCost, Written } from "./item-meter.ts";
import { sumOf } from "./write-units.ts";

/** The work of the schedule in later years follows below the sum. */
export function stepsTable(steps: readonly StepCost[]): string {
  const way = wayIn(steps);
  const rows = [...way.map(rowOf), sumRowOf(way), ...steps.slice(way.length).map(rowOf)];
  return [
    "| step | read units | write units | items | lists of accounts | schedule | search | items written |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...rows,
  ].join("\n");
}

export function sumOfWay(steps: readonly StepCost[]): Pick<StepCost, "readUnits" | "writeUnits"> {
  const way = wayIn(steps);
  return { readUnits: sumBy(way, (each) => each.readUnits), writeUnits: sumBy(way, (each) => each.writeUnits) };
}

/** Until the claimed certificate and its e-mail. */
function wayIn(steps: readonly StepCost[]): readonly StepCost[] {
  return steps.slice(0, steps.findIndex(({ name }) => name.endsWith("e-mails")) + 1);
}

/** By kind of item: how often the way writes it, with how many bytes, and for how many units. */
export function kindsTable(steps: readonly StepCost[]): string {
  const all = steps.flatMap(({ written }) => written);
  const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, written]) => {
    const bytes = written.map((each) => each.bytes);
    const units = sumBy(written, sumOf);
    return { units, row: `| ${kind} | ${written.length} | ${rangeOf(bytes)} | ${units} | ${partsOf(written)} |` };
  });
  return [
    "| item | writes | bytes | write units | items | lists of accounts | schedule | search |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
    ...kinds.toSorted((one, other) => other.units - one.units).map(({ row }) => row),
  ].join("\n");
}

function rowOf({ name, readUnits, writeUnits, written }: StepCost): string {
  return `| ${name} | ${readUnits} | ${writeUnits} | ${partsOf(written)} | ${kindsIn(written)} |`;
}

function sumRowOf(steps: readonly StepCost[]): string {
  const { readUnits, writeUnits } = sumOfWay(steps);
  const written = steps.flatMap((each) => each.written);
  return `| **together** | **${readUnits}** | **${writeUnits}** | ${partsOf(written)} | ${written.length} writes |`;
}

function sumBy<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((sum, each) => sum + of(each), 0);
}

/** Each kind with its units. */
function kindsIn(written: readonly Written[]): string {
  const kinds = [...Map.groupBy(written, ({ kind }) => kind)];
  return kinds.map(([kind, items]) => `${kind} ${items.map(sumOf).join(" + ")}`).join(", ");
}

function partsOf(written: readonly Written[]): string {
  return [
    sumBy(written, ({ table }) => table),
    sumBy(written, ({ owned }) => owned),
    sumBy(written, ({ due }) => due),
    sumBy(written, ({ search }) => search),
  ].join(" | ");
}

function rangeOf(bytes: readonly number[]): string {
  const [least, most] = [Math.min(...bytes), Math.max(...bytes)];
  return least === most ? String(least) : `${least} to ${most}`;
}
