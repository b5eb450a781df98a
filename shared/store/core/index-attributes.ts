import { type Instant, millisecondsOf } from "../../domain/instant.ts";
import { searchable } from "../../domain/partner/membership.ts";

/** One partition is enough, because the list is short. */
export const workAttribute = "WORK";

/** Names by their first symbol. Short enough for the index's keys in any script. */
export function nameAttributes(name: string): { initial: string; nameSort: string } {
  const symbols = [...searchable(name)].slice(0, 60);
  return { initial: symbols[0] ?? "", nameSort: symbols.join("") };
}

/** Several partitions, so that none is hot. */
export const dueShards: readonly string[] = Array.from({ length: 8 }, (_, shard) => `DUE#${shard}`);

export function dueAttributes(kind: string, id: string, at: Instant): { due: string; dueSort: string } {
  return { due: dueShard(id), dueSort: `${at}#${kind}#${id}` };
}

/** Seconds since 1970, as DynamoDB wants a time to live: rounded up, so that nothing goes early. */
export function secondsOf(instant: Instant): number {
  return Math.ceil(millisecondsOf(instant) / 1000);
}

function dueShard(id: string): string {
  let sum = 0;
  for (const symbol of id) sum = (sum * 31 + symbol.charCodeAt(0)) % 65_521;
  return dueShards[sum % dueShards.length] ?? "";
}
