import type { Random } from "../code.ts";
import type { Instant } from "../instant.ts";

/** The bit at `index` of a list that many certificates share. */
export type StatusPlace = { readonly list: string; readonly index: number };

/** A large list hides which certificate a reader looks for. */
export const placesInStatusList = 1_048_576;

/** A random place in the list of the year, so that it tells no order and no count. */
export function drawStatusPlace(claimedAt: Instant, random: Random): StatusPlace {
  const [high = 0, middle = 0, low = 0] = random(3);
  return { list: claimedAt.slice(0, 4), index: (high * 65_536 + middle * 256 + low) % placesInStatusList };
}

export function isStatusList(list: string, now: Instant): boolean {
  return list <= now.slice(0, 4);
}
