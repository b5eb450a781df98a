import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
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
  const said = of.doesNotCount ? "Your booking does not count" : subjects[of.tells];
  const subject = `${said}: ${of.certification}`;
  const exam = examNamed(of);
  const place = of.appointment ?? of.cancelled;
  const file = place === undefined ? {} : attached(of, place, at);
  const paragraphs = of.appointment === undefined ? cancellation(of, exam) : booking(of.appointment, exam);
  const filed = "attachments" in file ? ["The attached file puts this into your calendar."] : [];
  const told = [`Dear ${of.name},`, ...paragraphs, ...instructions(of), ...filed];
  return { subject, paragraphs: told, ...file };
}

function booking(place: Place & { readonly afterEnd?: true | undefined }, exam: string): string[] {
  return [
    `The valid booking for ${exam}: confirmation number ${place.confirmationNumber}.`,
    `It begins ${startOf(place)}, ${place.testCenter === undefined ? "online" : `at ${placeOf(place)}`}.`,
    ...(place.afterEnd === true ? [pastEnd] : []),
  ];
}

/** A centre booked against the rule (R11). It has happened, so it is told, together with its consequence. */
const pastEnd =
  "This booking lies past the end of your code. Its result will not count unless our staff accept it: please ask the test centre for an earlier time, or write to us.";

/** Notices that were decided before they named the code say nothing of it. */
function cancellation(of: AppointmentNotice, exam: string): string[] {
  const { cancelled, confirmationNumber, code, doesNotCount } = of;
  const number = confirmationNumber ?? cancelled?.confirmationNumber;
  const again =
    code === undefined || doesNotCount
      ? ""
      : ` You can book it again with your ${kindOf(code)} ${code}, while that is valid.`;
  return [
    ...(number === undefined
      ? []
      : [doesNotCount ? `The booking ${number} for ${exam} does not count.` : `The booking ${number} was cancelled.`]),
    ...(cancelled === undefined
      ? []
      : [
          `It was to begin ${startOf(cancelled)}, ${cancelled.testCenter === undefined ? "online" : `at ${placeOf(cancelled)}`}.`,
        ]),
    doesNotCount ? notCounted : `No booking stands for ${exam}.${again}`,
  ];
}

const notCounted =
  "Our staff decide on it. Please do not take the exam before you hear from us: its result would not count.";

function kindOf(code: string): string {
  return code.startsWith("EXC") ? "exam code" : "eligibility code";
}

function instructions({ appointment, instructionsUrl }: AppointmentNotice): string[] {
  return appointment === undefined || instructionsUrl === undefined ? [] : [`How it is taken: ${instructionsUrl}`];
}

/** Notices that were decided before calendars were served name no entry of one: they go without. */
function attached(of: AppointmentNotice, place: Place, changedAt: Instant): Pick<Template, "attachments"> {
  const { calendarUid: uid, certification, appointment } = of;
  if (uid === undefined) return {};
  const status = appointment === undefined ? "cancelled" : "booked";
  const exam = of.title === undefined ? `${certification}, ${of.exam} exam` : examNamed(of);
  return { attachments: [calendarFile({ ...place, uid, status, exam, certification, changedAt })] };
}
