import type { Instant } from "../domain/instant.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as people read it, e.g. `22 November 2026, 09:30 UTC`. */
export function minuteOf(instant: Instant): string {
  return minuteIn(instant, "en");
}

/** The day in a language (BCP 47), e.g. `22 November 2026`. */
export function dayIn(instant: Instant, language: string): string {
  return formatted(instant, language, { dateStyle: "long" });
}

export function minuteIn(instant: Instant, language: string): string {
  const time = formatted(instant, language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${dayIn(instant, language)}, ${time} UTC`;
}

function formatted(instant: Instant, language: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${Object.keys(parts).join()}`;
  // English without a country is written as in most countries: the day first.
  const locale = language === "en" ? "en-GB" : language;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
  formats.set(key, known);
  return known.format(Date.parse(instant));
}
