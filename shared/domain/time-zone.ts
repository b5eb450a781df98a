/** Whether it is a zone of the time zone database, e.g. `Europe/Lisbon`. Offsets such as `+01:00` know no summer. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
