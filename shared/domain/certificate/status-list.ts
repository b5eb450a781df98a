import type { Random } from "../code.ts";
import type { Instant } from "../instant.ts";

/** Where it is told that a certificate was revoked: the bit at `index` of a list that many certificates share. */
export type StatusPlace = { readonly list: string; readonly index: number };

/** How many places a list has. The more, the less a look into it tells which certificate is meant. */
export const placesInStatusList = 1_048_576;

/** A place in the list of the year of the claim, drawn at random, so that it tells nothing of order or number. */
export function drawStatusPlace(claimedAt: Instant, random: Random): StatusPlace {
  const [high = 0, middle = 0, low = 0] = random(3);
  return { list: claimedAt.slice(0, 4), index: (high * 65_536 + middle * 256 + low) % placesInStatusList };
}

/** Whether there can be such a list by now. */
export function isStatusList(list: string, now: Instant): boolean {
  return list <= now.slice(0, 4);
}
