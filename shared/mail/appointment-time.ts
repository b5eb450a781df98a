import type { TestCenter } from "../domain/exam/sitting.ts";
import type { Instant } from "../domain/instant.ts";
import type { Words } from "./words.ts";

/** A booking at a test centre, or online where it names none. */
export type Place = {
  readonly confirmationNumber: string;
  readonly startsAt: Instant;
  readonly testCenter?: TestCenter | undefined;
};

/** The place of an exam, for people. */
export function placeOf({ testCenter }: Place, words: Words): string {
  if (testCenter === undefined) return words.label("online");
  const { name, city, country } = testCenter;
  return `${name}, ${city}, ${words.country(country)}`;
}

/** The beginning of an exam on the clocks of its place and of its candidate. Online there is no place. */
export function startOf({ startsAt, testCenter }: Place, words: Words): string {
  return words.begins(startsAt, testCenter?.timeZone);
}
