import type { Instant } from "../instant.ts";
import { cleanName, fullNameOf, type PersonName } from "../name.ts";
import { unprintableIn } from "../printable.ts";
import { type Registration, sittingsIn } from "./registration.ts";
import type { CheckedName, SittingReport } from "./sitting.ts";

/** The registered name and the centre's, since the report that first said so (R19, R37). */
export type NameDifference = { readonly registered: string; readonly checked: string; readonly since: Instant };

type Named = {
  readonly registered: string;
  readonly settled?: string | undefined;
  readonly nameOrder?: PersonName["nameOrder"];
};

/** Letters that Unicode does not decompose. */
const plain: Readonly<Record<string, string>> = {
  ß: "s",
  ø: "o",
  æ: "a",
  œ: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};

/** Whether two spellings are one name. Case, spaces, hyphens, word order, accents, and ue for ü do not matter. */
export function isSameName(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  return first.join("") === second.join("") || first.toSorted().join(" ") === second.toSorted().join(" ");
}

function wordsOf(name: string): string[] {
  const decomposed = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const folded = decomposed
    .replace(/[ßøæœđðłþı]/g, (letter) => plain[letter] ?? letter)
    .replace(/([aou])e|(a)a|(s)s/g, "$1$2$3");
  return folded
    .replace(/['’ʼ]/g, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** The difference from the known name. The last result with a name counts, otherwise the last booking. */
export function differenceIn(
  { registered, settled, nameOrder }: Named,
  reports: readonly SittingReport[],
): NameDifference | undefined {
  const latest = lastChecked(reports);
  if (latest === undefined) return undefined;
  const checked = cleanName(fullNameOf({ ...latest.candidate, nameOrder }));
  const isSettled = settled !== undefined && isSameName(settled, checked);
  if (checked === "" || isSettled || isSameName(registered, checked)) return undefined;
  return { registered, checked, since: latest.occurredAt };
}

function lastChecked(reports: readonly SittingReport[]): { candidate: CheckedName; occurredAt: Instant } | undefined {
  const [results, bookings] = [true, false].map((isResult) =>
    reports.flatMap((report) => {
      const candidate = "candidate" in report ? report.candidate : undefined;
      const isNamed = candidate?.givenName !== undefined || candidate?.familyName !== undefined;
      const { occurredAt, reportId } = report;
      return isNamed && (report.type === "result") === isResult ? [{ candidate, occurredAt, reportId }] : [];
    }),
  );
  const order = (each: { occurredAt: Instant; reportId: string }) => `${each.occurredAt} ${each.reportId}`;
  const latest = results?.length ? results : bookings;
  return latest?.toSorted((one, other) => (order(one) < order(other) ? -1 : 1)).at(-1);
}

/** The difference, until staff decide on it (R19, R36). */
export function nameDifference(registration: Registration): NameDifference | undefined {
  const { candidate, nameSettled: settled } = registration;
  const { nameOrder } = candidate;
  return differenceIn({ registered: fullNameOf(candidate), settled, nameOrder }, namedIn(registration));
}

export function checkedName(registration: Registration): CheckedName | undefined {
  return nameDifference(registration) && lastChecked(namedIn(registration))?.candidate;
}

/** The name for the certificate: the centre's, or the one that staff decided on (R19). */
export function nameEarned(registration: Registration): string {
  const known = fullNameOf(registration.candidate);
  return registration.nameSettled === undefined ? nameToPrint(known, nameDifference(registration)) : known;
}

function namedIn(registration: Registration): SittingReport[] {
  const named = registration.reports.filter((report) => "candidate" in report && report.candidate !== undefined);
  if (named.length === 0) return named;
  const { parked } = sittingsIn(registration);
  return named.filter(({ reportId }) => !parked.has(reportId));
}

/** The centre's name if it differs and can be printed, otherwise the known one (R19). */
export function nameToPrint(known: string, difference: NameDifference | undefined): string {
  return difference !== undefined && unprintableIn(difference.checked).length === 0 ? difference.checked : known;
}

export function toldApart({ registered, checked }: NameDifference): string {
  return `${registered} / ${checked}`;
}
