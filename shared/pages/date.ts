import type { Instant } from "../domain/instant.ts";

let day: Intl.DateTimeFormat | undefined;
let minute: Intl.DateTimeFormat | undefined;

/** An instant as people read it, e.g. `22 November 2026`. */
export function dayOf(instant: Instant): string {
  day ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return day.format(Date.parse(instant));
}

/** The same to the minute, e.g. `22 November 2026, 09:30 UTC`. */
export function minuteOf(instant: Instant): string {
  minute ??= new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "UTC" });
  return `${dayOf(instant)}, ${minute.format(Date.parse(instant))} UTC`;
}
