import { monthsLater } from "../../../shared/domain/instant.ts";

const pattern =
  /^P(?=\d|T\d)(?:(?<years>\d{1,4})Y)?(?:(?<months>\d{1,5})M)?(?:(?<weeks>\d{1,5})W)?(?:(?<days>\d{1,6})D)?(?:T(?=\d)(?:(?<hours>\d{1,7})H)?(?:(?<minutes>\d{1,9})M)?(?:(?<seconds>\d{1,10}(?:[.,]\d{1,3})?|\.\d{1,3})S)?)?$/;

/**
 * Adds an ISO 8601 duration to an instant in milliseconds. Years and months follow the UTC calendar (29 February plus a
 * year is 28 February). Undefined if the text is not supported.
 */
export function after(instant: number, duration: string): number | undefined {
  const groups = pattern.exec(duration.replace("T.", "T0."))?.groups;
  if (groups === undefined) return undefined;

  const part = (name: string) => Number((groups[name] ?? "0").replace(",", "."));
  const months = monthsLater(instant, part("years") * 12 + part("months"));
  const days = part("weeks") * 7 + part("days");
  const seconds = ((days * 24 + part("hours")) * 60 + part("minutes")) * 60 + part("seconds");
  return Math.round(months + seconds * 1000);
}
