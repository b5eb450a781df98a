import { calendarUid } from "../domain/exam/appointment-notice.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { UncountedAppointment } from "../domain/exam/own-appointments.ts";
import type { Appointment } from "../domain/exam/sitting.ts";
import type { Instant } from "../domain/instant.ts";
import { examOf } from "../domain/programme/exam-series.ts";
import { calendarOf } from "./calendar.ts";
import { examNamed } from "./exam-words.ts";
import { usualWords } from "./reader.ts";

/**
 * An appointment for its candidate's calendar, as it is at `now`: the same entry as the one that hangs on the e-mails, so
 * that a calendar never shows an exam twice (R13).
 */
export function appointmentCalendar(
  entitlement: Entitlement,
  appointment: Appointment | UncountedAppointment,
  now: Instant,
): string {
  const { exam, state } = appointment;
  const { certification } = entitlement.of;
  const words = usualWords();
  const entry = {
    ...appointment,
    uid: calendarUid(entitlement, exam),
    status: state === "cancelled" || state === "does-not-count" ? "cancelled" : "booked",
    exam: examNamed({ ...examOf(certification, exam), certification: certification.title }, words),
    certification: certification.title,
    changedAt: now,
  } as const;
  return calendarOf(entry, words);
}
