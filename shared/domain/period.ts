/** `1 day`, `3 days`. */
export function inDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

/** `1 year`, `18 months`, `2 years`. */
export function inMonths(months: number): string {
  if (months % 12 !== 0) return months === 1 ? "1 month" : `${months} months`;
  return months === 12 ? "1 year" : `${months / 12} years`;
}
