import { indexes, type TableIndex } from "../../shared/store/core/table.ts";
import { sizeOf } from "./item-size.ts";

export type Item = Readonly<Record<string, unknown>>;

/** The units of one write, by what they are paid for. */
export type WriteUnits = {
  readonly table: number;
  /** The copy of the whole item in the lists of accounts. */
  readonly owned: number;
  readonly due: number;
  readonly search: number;
};

/** The cost of a write by DynamoDB's rules: 1 for each KB, twice that in a transaction, and what it changes in each index. */
export function writeUnits(before: Item | undefined, after: Item | undefined, isTransaction: boolean): WriteUnits {
  const kilobytes = Math.max(kilobytesOf(before), kilobytesOf(after), 1);
  const of = (...names: readonly (keyof typeof indexes)[]) =>
    names.reduce((sum, name) => sum + indexUnits(indexes[name], before, after), 0);
  return {
    table: kilobytes * (isTransaction ? 2 : 1),
    owned: of("by-owner"),
    due: of("by-due"),
    search: of("by-work", "by-kind", "by-name", "by-status-list", "by-tail", "by-email"),
  };
}

export function sumOf({ table, owned, due, search }: WriteUnits): number {
  return table + owned + due + search;
}

/** An entry that moves is taken out and put in. One with keys alone costs nothing while its keys stay. */
function indexUnits({ partition, sort, holds }: TableIndex, before: Item | undefined, after: Item | undefined): number {
  const placeIn = (item: Item | undefined) =>
    item?.[partition] === undefined ? undefined : JSON.stringify([item[partition], sort && item[sort]]);
  const [was, is] = [placeIn(before), placeIn(after)];
  const unitsOf = (item: Item | undefined) => (holds === "items" ? kilobytesOf(item) : 1);
  if (was === is) return was === undefined || holds === undefined ? 0 : Math.max(unitsOf(before), unitsOf(after));
  return (was === undefined ? 0 : unitsOf(before)) + (is === undefined ? 0 : unitsOf(after));
}

function kilobytesOf(item: Item | undefined): number {
  return item === undefined ? 0 : Math.ceil(sizeOf(item) / 1024);
}
