import { type Instant, plusDays } from "./instant.ts";

/** Two reminders, then the end (R30). */
const reminderDays: readonly number[] = [30, 7];

export type Announcement = { readonly reminderDays: number } | "end";

/** The next announcement after so many. A late schedule skips none, so the outcome is the same (R30). */
export function nextAnnouncement(
  endsAt: Instant,
  announced: number,
): { readonly at: Instant; readonly announcement: Announcement } | undefined {
  const days = reminderDays[announced];
  if (days !== undefined) return { at: plusDays(endsAt, -days), announcement: { reminderDays: days } };
  return announced === reminderDays.length ? { at: endsAt, announcement: "end" } : undefined;
}

export function announcedAfter(announcement: Announcement): number {
  if (announcement === "end") return reminderDays.length + 1;
  return reminderDays.indexOf(announcement.reminderDays) + 1;
}

/** Whoever gets a thing late does not get past reminders. */
export function remindersPast(endsAt: Instant, now: Instant): number {
  return reminderDays.filter((days) => now >= plusDays(endsAt, -days)).length;
}

export const withoutReminders: number = reminderDays.length;
