import { type Announcement, nextAnnouncement } from "../ending.ts";
import { type Instant, plusDays } from "../instant.ts";
import { programmeOf, remindersOf } from "../programme/programme-versions.ts";
import { type Registration, sittingsIn } from "./registration.ts";
import { lastingStatus, waitsForSitting } from "./registration-status.ts";
import type { Appointment } from "./sitting.ts";

/** The next step of the schedule: announce the end, or an overdue result (R30). */
export type RegistrationDue =
  | { readonly at: Instant; readonly announcement: Announcement }
  | { readonly at: Instant; readonly overdue: Appointment };

/** A booked registration does not end before the result (R11). */
export function registrationDue(registration: Registration): RegistrationDue | undefined {
  if (lastingStatus(registration) !== "open") return undefined;
  const { appointments } = sittingsIn(registration);
  const overdue = overdueIn([...appointments.values()], registration);
  const reminderDays = remindersOf(registration);
  const next = nextAnnouncement(registration.expiresAt, registration.announced ?? 0, reminderDays);
  const ending = next?.announcement === "end" && waitsForSitting(registration) ? undefined : next;
  return [...overdue, ...(ending === undefined ? [] : [ending])].sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}

/** Booked appointments with an overdue result that was not announced yet (R11). */
export function overdueIn(
  appointments: readonly Appointment[],
  { programmeVersion, overdue: known = [] }: Pick<Registration, "programmeVersion" | "overdue">,
): { readonly at: Instant; readonly overdue: Appointment }[] {
  const { overdueDays } = programmeOf(programmeVersion);
  return appointments
    .filter(({ state, confirmationNumber }) => state === "booked" && !known.includes(confirmationNumber))
    .map((appointment) => ({ at: plusDays(appointment.startsAt, overdueDays), overdue: appointment }));
}
