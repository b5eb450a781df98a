/** RFC 3339 in UTC with milliseconds and `Z`, so that comparing texts compares moments. An end instant is exclusive. */
export type Instant = string;

const dayInMilliseconds = 86_400_000;

/** The allowed difference between a sender's clock and ours. */
export const clockToleranceMilliseconds = 300_000;

/** Throws a RangeError beyond the years 0–9999. */
export function instantOf(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (text.length !== 24) throw new RangeError("an instant lies in the years 0 to 9999");
  return text;
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Calendar months in UTC. A day that the month lacks becomes its last (29 February → 28 February). */
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

export function plusDays(instant: Instant, days: number): Instant {
  return instantOf(millisecondsOf(instant) + days * dayInMilliseconds);
}
