import { type Instant, instantOf, millisecondsOf, plusDays } from "../instant.ts";
import { programme } from "../programme/programme-versions.ts";

const firstPauseMinutes = 1;
const longestPauseMinutes = 12 * 60;

/**
 * The next try: after 1, 3, 9, 27, 81, 243, then every 720 minutes (exponential backoff). Jitter of up to a fifth
 * spreads the reports. Never after `until`.
 */
export function nextTryAt(reportId: string, tries: number, now: Instant, until: Instant): Instant {
  const pause = Math.min(firstPauseMinutes * 3 ** tries, longestPauseMinutes) * 60_000;
  let spread = 0;
  for (const symbol of `${reportId}/${tries}`) spread = (spread * 31 + symbol.charCodeAt(0)) % 1_000;
  const next = instantOf(millisecondsOf(now) + Math.round(pause * (1 - spread / 5_000)));
  return next < until ? next : until;
}

/** A waiting report is parked at this instant. The current programme decides, because no entitlement is known (R17). */
export function retryUntil(receivedAt: Instant): Instant {
  return plusDays(receivedAt, programme.reportRetryDays);
}
