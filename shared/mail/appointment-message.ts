import type { Instant } from "../domain/instant.ts";
import type { Notification } from "../domain/notification.ts";
import { type Place, placeOf, startOf } from "./appointment-time.ts";
import { calendarFile } from "./calendar.ts";
import { examNamed, type Template } from "./template.ts";

type AppointmentNotice = Extract<Notification, { tells: "booked" | "rescheduled" | "cancelled" }>;

const subjects = {
  booked: "Your exam is booked",
  rescheduled: "Your exam was moved",
  cancelled: "Your exam was cancelled",
} as const;

/** E-mails about a booking, its change and its cancellation, each with a calendar file that says the same (R13). */
export function appointmentMessage(of: AppointmentNotice, at: Instant): Template {
  const subject = `${subjects[of.tells]}: ${of.certification}`;
  const exam = examNamed(of);
  const place = of.appointment ?? of.cancelled;
  const file = place === undefined ? {} : attached(of, place, at);
  const paragraphs = of.appointment === undefined ? cancellation(of, exam) : booking(of.appointment, exam);
  const filed = "attachments" in file ? ["The attached file puts this into your calendar."] : [];
  return { subject, paragraphs: [`Dear ${of.name},`, ...paragraphs, ...filed], ...file };
}

function booking(place: Place, exam: string): string[] {
  return [
    `The valid booking for ${exam}: confirmation number ${place.confirmationNumber}.`,
    `It begins ${startOf(place)}, ${place.testCenter === undefined ? "online" : `at ${placeOf(place)}`}.`,
  ];
}

function cancellation({ cancelled }: AppointmentNotice, exam: string): string[] {
  return [
    ...(cancelled === undefined ? [] : [`The booking ${cancelled.confirmationNumber} was cancelled.`]),
    `No booking stands for ${exam}. You can book it again with your eligibility code.`,
  ];
}

/** Notices that were decided before calendars were served name no entry of one: they go without. */
function attached(of: AppointmentNotice, place: Place, changedAt: Instant): Pick<Template, "attachments"> {
  const { calendarUid: uid, certification, appointment } = of;
  if (uid === undefined) return {};
  const status = appointment === undefined ? "cancelled" : "booked";
  const exam = of.title === undefined ? `${certification}, ${of.exam} exam` : examNamed(of);
  return { attachments: [calendarFile({ ...place, uid, status, exam, certification, changedAt })] };
}
