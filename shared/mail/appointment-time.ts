import type { TestCenter } from "../domain/exam/sitting.ts";
import type { Instant } from "../domain/instant.ts";
import { utc } from "./template.ts";

/** A booking at a test centre, or online where it names none. */
export type Place = {
  readonly confirmationNumber: string;
  readonly startsAt: Instant;
  readonly testCenter?: TestCenter | undefined;
};

/** The place of an exam, for people. */
export function placeOf({ testCenter }: Place): string {
  if (testCenter === undefined) return "Online";
  const { name, city, country } = testCenter;
  countries ??= new Intl.DisplayNames(["en"], { type: "region" });
  return `${name}, ${city}, ${countries.of(country) ?? country}`;
}

/** When an exam begins: on the clocks of its place, and in UTC. Online there is no place: its candidate knows its own. */
export function startOf({ startsAt, testCenter }: Place): string {
  return testCenter === undefined ? utc(startsAt) : `${local(startsAt, testCenter.timeZone)}, that is ${utc(startsAt)}`;
}

let countries: Intl.DisplayNames | undefined;

/** The time on the test centre's wall, with its zone, as in `Tue 1 December 2026, 10:00 (Europe/Lisbon)`. */
function local(instant: Instant, timeZone: string): string {
  const day = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const parts = new Intl.DateTimeFormat("en-GB", { ...day, ...time, timeZone }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const date = ["weekday", "day", "month", "year"].map(part).join(" ");
  return `${date}, ${part("hour")}:${part("minute")} (${timeZone})`;
}
