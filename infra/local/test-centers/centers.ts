/** Where one sits, as reports name it; an online sitting is in no place and is timed in UTC. */
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
const atTestCenters = [lisbon, newYork, tokyo, sydney];

export const online = { id: "online", name: "Online", city: "at home", country: "", timeZone: "UTC" };

export type Center = {
  /** The provider as the programme names it. */
  readonly center: "prometric" | "pearson-vue" | "academy";
  readonly name: string;
  readonly summary: string;
  /** The exams that one chooses from; none where what one books with says which. */
  readonly exams: readonly string[];
  readonly places: readonly Place[];
};

/** The test centres of the sandbox. What each one asks for and reports is in `desk.ts`. */
export const centers: readonly Center[] = [
  {
    center: "prometric",
    name: "Prometric",
    summary: "Book an ACP or ACE exam with an eligibility code, and get a confirmation number.",
    exams: ["written", "lab"],
    places: atTestCenters,
  },
  {
    center: "pearson-vue",
    name: "Pearson VUE",
    summary: "Book with a partner’s exam code, and get the candidate ID and registration ID to bind your pass with.",
    exams: [],
    places: [...atTestCenters, online],
  },
  {
    center: "academy",
    name: "Academy",
    summary: "Sit the online exam of a Clouder or ACA registration. There is nothing to book.",
    exams: [],
    places: [online],
  },
];

/** When appointments begin, by the clock on the place's wall. */
export const openingTimes = ["09:00", "11:30", "14:00", "16:30"] as const;

export function centerOf(name: string): Center | undefined {
  return centers.find(({ center }) => center === name);
}

/** The instant at which a wall clock in that time zone shows this date and time. Undefined if there is no such date. */
export function instantAt(date: string, time: string, timeZone: string): number | undefined {
  const wall = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return undefined;
  const first = wall - offsetAt(wall, timeZone);
  // The offset is that of the instant sought; a change of the clocks may lie between it and the first guess.
  return wall - offsetAt(first, timeZone);
}

/** How far that time zone's clocks are ahead of UTC then, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The date on that time zone's calendars then: `2026-11-22`. */
export function dateIn(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(instant);
}
