import type { When } from "./bodies.ts";
import { instantAt, type Place } from "./centers.ts";
import { type Refused, refused } from "./refused.ts";

const furthest = 366 * 86_400_000;

export type Limits = {
  readonly places: readonly Place[];
  /** The default place. */
  readonly former?: Place | undefined;
  readonly now: number;
  /** The end of the code or registration that pays. */
  readonly before?: string | undefined;
};

/** The appointment's place and time. Refuses a past instant, one that is too far ahead, and one after `before`. */
export function placed(
  asked: When,
  { places, former, now, before }: Limits,
): { readonly place: Place; readonly startsAt: string } {
  const place = asked.place === undefined ? former : places.find(({ id }) => id === asked.place);
  if (place === undefined) throw invalid("Choose one of the places.", "place");
  const field = asked.startsAt === undefined ? "date" : "startsAt";
  const startsAt = instantOf(asked, place);
  if (startsAt <= now) throw invalid(`Choose a later time: it is ${new Date(now).toISOString()} already.`, field);
  if (before !== undefined && startsAt >= Date.parse(before)) {
    throw invalid(`Choose an earlier time: what you book with ends on ${before.slice(0, 10)}.`, field);
  }
  if (startsAt > now + furthest) throw invalid("Choose a time within a year from now.", field);
  return { place, startsAt: new Date(startsAt).toISOString() };
}

function instantOf({ startsAt, date, time }: When, { timeZone }: Place): number {
  if (startsAt !== undefined) {
    if (date !== undefined || time !== undefined) throw invalid("Give startsAt, or a date and a time.", "startsAt");
    return Date.parse(startsAt);
  }
  if (date === undefined) throw invalid("Enter a date.", "date");
  if (time === undefined) throw invalid("Choose a time.", "time");
  const instant = instantAt(date, time, timeZone);
  if (instant === undefined) throw invalid("Enter a date that exists.", "date");
  return instant;
}

function invalid(detail: string, field: string): Refused {
  return refused(422, "invalid-request", detail, field);
}
