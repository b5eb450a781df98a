import { type Instant, plusDays } from "./instant.ts";

export type Announcement = { readonly reminderDays: number } | "end";

/** The programme's reminders, in days before an end: the farthest first. Then comes the end (R30). */
type Reminders = readonly number[];

/** The next announcement after so many. A late schedule skips none, so the outcome is the same (R30). */
export function nextAnnouncement(
  endsAt: Instant,
  announced: number,
  reminders: Reminders,
): { readonly at: Instant; readonly announcement: Announcement } | undefined {
  const days = reminders[announced];
  if (days !== undefined) return { at: plusDays(endsAt, -days), announcement: { reminderDays: days } };
  return announced === reminders.length ? { at: endsAt, announcement: "end" } : undefined;
}

export function announcedAfter(announcement: Announcement, reminders: Reminders): number {
  if (announcement === "end") return reminders.length + 1;
  return reminders.indexOf(announcement.reminderDays) + 1;
}

/** Whoever gets a thing late does not get past reminders. */
export function remindersPast(endsAt: Instant, now: Instant, reminders: Reminders): number {
  return reminders.filter((days) => now >= plusDays(endsAt, -days)).length;
}
