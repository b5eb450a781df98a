import { uidIn } from "../domain/exam/appointment-notice.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import { type Place, placeOf, startOf } from "./appointment-time.ts";
import { calendarFile } from "./calendar.ts";
import { examNamed } from "./exam-words.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, toPage } from "./links.ts";
import type { Words } from "./words.ts";

type AppointmentNotice = Extract<Notification, { tells: "booked" | "rescheduled" | "cancelled" }>;

const subjects = {
  booked: "bookedSubject",
  rescheduled: "rescheduledSubject",
  cancelled: "cancelledSubject",
} as const;

/** E-mails about a booking, its change and its cancellation, each with a calendar file that says the same (R13). */
export function appointmentLetter(of: AppointmentNotice, at: Instant, words: Words, links: Links): Letter {
  const { certification, appointment, doesNotCount, name } = of;
  const subject = words.plain(doesNotCount ? "doesNotCountSubject" : subjects[of.tells], { certification });
  const place = appointment ?? of.cancelled;
  const file = place === undefined ? {} : attached(of, place, at, words);
  const filed =
    "attachments" in file ? says(words.say(appointment === undefined ? "calendarRemoved" : "calendar", {})) : [];
  const parts = appointment === undefined ? cancellation(of, words) : booking(of, appointment, words);
  const isOfExamCode = of.code?.startsWith("EXC");
  const step = toPage(isOfExamCode ? "examCodes" : "registration", of.registrationId, words, links);
  return { subject, name, parts: [...parts, ...instructions(of, words), ...filed], step, ...file };
}

/** A centre may book against the rule (R11). It has happened, so it is told, together with its consequence. */
function booking(
  of: AppointmentNotice,
  place: Place & { readonly afterEnd?: true | undefined },
  words: Words,
): readonly Part[] {
  const exam = examNamed(of, words);
  const facts = [
    { label: words.label("labelConfirmation"), value: place.confirmationNumber, typed: true },
    { label: words.label("labelBegins"), value: startOf(place, words) },
    { label: words.label("labelPlace"), value: placeOf(place, words) },
  ] as const;
  const warned = place.afterEnd === true ? says(words.say("bookedPastEnd", {})) : [];
  return [...says(words.say("booked", { exam })), { facts }, ...warned];
}

/** Notices that were decided before they named the code say nothing of it. */
function cancellation(of: AppointmentNotice, words: Words): readonly Part[] {
  const { cancelled, confirmationNumber, code, doesNotCount } = of;
  const exam = examNamed(of, words);
  const number = confirmationNumber ?? cancelled?.confirmationNumber;
  const told = doesNotCount ? "bookingDoesNotCount" : "bookingCancelled";
  const again = code?.startsWith("EXC") ? "bookAgainExamCode" : "bookAgainEligibility";
  return [
    ...(number === undefined ? [] : says(words.say(told, { number, exam }))),
    ...(cancelled === undefined ? [] : [former(cancelled, words)]),
    ...(doesNotCount
      ? says(words.say("staffDecide", {}))
      : says(words.say("noBooking", { exam }), ...(code === undefined ? [] : [words.say(again, { code })]))),
  ];
}

function former(cancelled: Place, words: Words): Part {
  const facts = [
    { label: words.label("labelWasToBegin"), value: startOf(cancelled, words) },
    { label: words.label("labelPlace"), value: placeOf(cancelled, words) },
  ];
  return { facts };
}

function instructions({ appointment, instructionsUrl: url }: AppointmentNotice, words: Words): Part[] {
  return appointment === undefined || url === undefined ? [] : [{ link: { label: words.label("howTaken"), url } }];
}

/** Notices that were decided before calendars were served name no entry of one: they go without. */
function attached(of: AppointmentNotice, place: Place, changedAt: Instant, words: Words): Pick<Letter, "attachments"> {
  const { certification, appointment } = of;
  const uid = uidIn(of);
  if (uid === undefined) return {};
  const status = appointment === undefined ? "cancelled" : "booked";
  const exam = of.title === undefined ? `${certification}, ${of.exam}` : examNamed(of, words);
  return { attachments: [calendarFile({ ...place, uid, status, exam, certification, changedAt }, words)] };
}
