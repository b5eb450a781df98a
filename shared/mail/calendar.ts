import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Attachment } from "../domain/history/mail.ts";
import { type Instant, millisecondsOf } from "../domain/instant.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { type Place, placeOf, startOf } from "./appointment-time.ts";
import type { Words } from "./words.ts";

/** An exam's appointment as a calendar shows it. */
export type CalendarEntry = Place & {
  /** Names the exam of one entitlement: the same for all its bookings, so that a move takes the place of the booking. */
  readonly uid: string;
  readonly status: "booked" | "cancelled";
  /** The exam, with its series code. */
  readonly exam: string;
  readonly certification: string;
  readonly endsAt?: Instant | undefined;
  /** When it came to be so: of two files of one exam, calendars keep the later one. */
  readonly changedAt: Instant;
};

/**
 * An appointment as an iCalendar file (RFC 5545), the same text for the same entry (R13). Times are in UTC: a centre
 * reports an instant, and each calendar shows it by its owner's clock. Local time and zone stand in the description.
 */
export function calendarOf(entry: CalendarEntry, words: Words): string {
  const { uid, status, exam, certification, confirmationNumber, startsAt, endsAt, changedAt } = entry;
  const isCancelled = status === "cancelled";
  const calendar = ical({
    prodId: { company: programme.name, product: programme.name },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: uid,
    stamp: new Date(changedAt),
    sequence: sequenceAt(changedAt),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(startsAt),
    ...(endsAt !== undefined && { end: new Date(endsAt) }),
    summary: isCancelled ? words.plain("calendarCancelled", { exam }) : exam,
    location: placeOf(entry, words),
    description: [
      words.plain("labelled", { label: words.label("labelCertification"), value: certification }),
      words.plain("labelled", { label: words.label("labelConfirmation"), value: confirmationNumber }),
      startOf(entry, words),
    ].join("\n"),
  });
  return `${calendar.toString()}\r\n`;
}

/** The file that hangs on an e-mail. */
export function calendarFile(entry: CalendarEntry, words: Words): Attachment {
  const contentType = "text/calendar; charset=utf-8; method=PUBLISH";
  return { fileName: "exam.ics", contentType, content: calendarOf(entry, words) };
}

const sequencesBegin = "2020-01-01T00:00:00.000Z";
const largestSequence = 2 ** 31 - 1;

/** Whole seconds, since a sequence has 31 bits. It grows with each change, as long as they are a second apart. */
function sequenceAt(changedAt: Instant): number {
  const seconds = Math.floor((millisecondsOf(changedAt) - millisecondsOf(sequencesBegin)) / 1000);
  return Math.min(Math.max(seconds, 0), largestSequence);
}
