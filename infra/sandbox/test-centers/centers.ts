import { randomInt } from "node:crypto";
import type { AboutProgramme } from "./about-programme.ts";

/** A place, as in reports. An online sitting has none, and uses UTC. */
export type Place = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
};

const lisbon = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
const newYork = { id: "NYC-02", name: "Midtown", city: "New York", country: "US", timeZone: "America/New_York" };
const tokyo = { id: "TYO-01", name: "Marunouchi", city: "Tokyo", country: "JP", timeZone: "Asia/Tokyo" };
const sydney = { id: "SYD-01", name: "Harbourside", city: "Sydney", country: "AU", timeZone: "Australia/Sydney" };
const inTestCenters = [lisbon, newYork, tokyo, sydney];

export const online = { id: "online", name: "Online", city: "at home", country: "", timeZone: "UTC" };

/** The means with which a candidate books. */
export type Kind = "eligibility-code" | "exam-code" | "registration";

export type Center = {
  /** The provider's name in the programme. */
  readonly center: string;
  readonly kind: Kind;
  readonly name: string;
  readonly summary: string;
  /** True if candidates may pay themselves. */
  readonly selfPaid: boolean;
  /** Exams to choose from. Empty if the code or registration determines the exam. */
  readonly exams: readonly string[];
  /** Labels for people, with the levels of each exam. */
  readonly choices: readonly (readonly [exam: string, label: string])[];
  readonly places: readonly Place[];
  /** An example of a confirmation number, and its pattern. */
  readonly number: { readonly example: string; readonly pattern: string };
};

/** The programme's providers as test centres. `desk.ts` has the rules of each kind. */
export function centersOf({ levels, providers }: AboutProgramme): Center[] {
  return providers.map(({ provider: center, name, delivery, selfPaid, confirmationNumber, exampleNumbers = [] }) => {
    const held = (fits: (exam: Exam) => boolean) => {
      const offers = levels.flatMap((level) =>
        level.exams.filter(fits).map(({ exam }) => ({ exam, level: level.name })),
      );
      return [...Map.groupBy(offers, ({ exam }) => exam)].map(([exam, at]) => ({
        exam,
        levels: at.map(({ level }) => level),
      }));
    };
    const booked = held((each) => each.booked && each.providers.includes(center));
    const paid = held((each) => each.examCodeProviders.includes(center));
    const taken = held((each) => !each.booked && each.providers.includes(center));
    const kind = booked.length > 0 ? "eligibility-code" : paid.length > 0 ? "exam-code" : "registration";
    const offered = { "eligibility-code": booked, "exam-code": paid, registration: taken }[kind];
    return {
      center,
      kind,
      selfPaid,
      name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      summary: summaries[kind](anyOf([...new Set(offered.flatMap((each) => each.levels))])),
      exams: kind === "eligibility-code" ? booked.map(({ exam }) => exam) : [],
      choices: booked.map(({ exam, levels: at }) => [exam, `${exam} (${at.join(", ")})`] as const),
      places: [
        ...(delivery.includes("test-center") ? inTestCenters : []),
        ...(delivery.includes("online") ? [online] : []),
      ],
      number: { example: exampleNumbers[0] ?? "BK-0012345", pattern: confirmationNumber ?? "BK-\\d{7}" },
    };
  });
}

type Exam = AboutProgramme["levels"][number]["exams"][number];

const summaries: Readonly<Record<Kind, (levels: string) => string>> = {
  "eligibility-code": (levels) => `Book an exam of ${levels} with an eligibility code, and get a confirmation number.`,
  "exam-code": () =>
    "Book with a partner’s exam code, and get the candidate ID and registration ID to bind your pass with.",
  registration: (levels) => `Sit the online exam of a registration for ${levels}, at once or at a time that you book.`,
};

function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names);
}

/** Generates a confirmation number: the example with as many new digits at its end as the pattern allows. */
export function newNumber({ number: { example, pattern } }: Center): string {
  const fits = new RegExp(`^(?:${pattern})$`);
  for (let kept = 0; kept < example.length; kept += 1) {
    const drawn = example.slice(0, kept) + example.slice(kept).replaceAll(/\d/g, () => String(randomInt(10)));
    if (fits.test(drawn)) return drawn;
  }
  return example;
}

/** Start times of appointments on the place's wall clock. */
export const openingTimes = ["09:00", "11:30", "14:00", "16:30"] as const;

/** Converts a wall clock time to an instant. Undefined if there is no such date. */
export function instantAt(date: string, time: string, timeZone: string): number | undefined {
  const wall = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return undefined;
  const first = wall - offsetAt(wall, timeZone);
  // The offset at the result counts, because daylight saving time may change between it and the first guess.
  return wall - offsetAt(first, timeZone);
}

/** The time zone's offset from UTC in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The date in that time zone: `2026-11-22`. */
export function dateIn(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(instant);
}
