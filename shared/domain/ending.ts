import { type Instant, plusDays } from "./instant.ts";

/** What is announced of a thing that ends: two reminders and the end itself (R30). */
const reminderDays: readonly number[] = [30, 7];

export type Announcement = { readonly reminderDays: number } | "end";

/**
 * What is to be announced next, and when, after so many announcements; nothing once the end was announced. They come one
 * after the other also when the schedule was missed, so that the outcome is the same (R30).
 */
export function nextAnnouncement(
  endsAt: Instant,
  announced: number,
): { readonly at: Instant; readonly announcement: Announcement } | undefined {
  const days = reminderDays[announced];
  if (days !== undefined) return { at: plusDays(endsAt, -days), announcement: { reminderDays: days } };
  return announced === reminderDays.length ? { at: endsAt, announcement: "end" } : undefined;
}

/** How much is announced once this is. */
export function announcedAfter(announcement: Announcement): number {
  if (announcement === "end") return reminderDays.length + 1;
  return reminderDays.indexOf(announcement.reminderDays) + 1;
}

/** How many of the reminders lie behind at `now`: whoever gets a thing then was never to have them. */
export function remindersPast(endsAt: Instant, now: Instant): number {
  return reminderDays.filter((days) => now >= plusDays(endsAt, -days)).length;
}

/** Where a thing starts that nobody can be reminded of. */
export const withoutReminders: number = reminderDays.length;
