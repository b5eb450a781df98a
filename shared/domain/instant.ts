/**
 * A moment, as RFC 3339 in UTC with milliseconds and `Z` (`2026-11-22T09:30:00.000Z`). All instants have this one
 * shape, so that comparing the texts compares the moments. An end instant is exclusive: at `expiresAt` the thing has
 * expired.
 */
export type Instant = string;

const dayInMilliseconds = 86_400_000;

/** The instant that lies `milliseconds` after 1970-01-01T00:00:00Z. Throws a RangeError beyond the years 0–9999. */
export function instantOf(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (text.length !== 24) throw new RangeError("an instant lies in the years 0 to 9999");
  return text;
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** So many calendar months later, in UTC; a day that the month lacks becomes its last (29 February → 28 February). */
export function plusMonths(instant: Instant, months: number): Instant {
  return instantOf(monthsLater(millisecondsOf(instant), months));
}

/** The same in milliseconds since 1970, for years beyond 9999 too. */
export function monthsLater(milliseconds: number, months: number): number {
  const date = new Date(milliseconds);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** So many times 24 hours later (earlier, when negative). */
export function plusDays(instant: Instant, days: number): Instant {
  return instantOf(millisecondsOf(instant) + days * dayInMilliseconds);
}
