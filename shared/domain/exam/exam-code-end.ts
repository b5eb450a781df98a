import { announcedAfter, nextAnnouncement } from "../ending.ts";
import type { Instant } from "../instant.ts";
import { remindersOf } from "../programme/programme-versions.ts";
import { bookingOf, type ExamCode, holderOf, sittingsWith, useOf } from "./exam-code.ts";
import { overdueIn } from "./registration-due.ts";

/** Ends the code with its partnership. A booking made before, or made by a centre nevertheless, stays (R11, R25). */
export function endedWith(
  code: ExamCode,
  partner: { readonly ended?: { readonly at: Instant } | undefined } | undefined,
): ExamCode {
  const ended = partner?.ended;
  const isOver = ended === undefined || code.endedAt !== undefined || code.expiresAt <= ended.at;
  return isOver ? code : { ...code, endedAt: ended.at };
}

/**
 * The code with its partnership's end, to be stored and told once. Undefined where that was done, or where a late
 * schedule has told the code's own end before (R30).
 */
export function endToEnter(
  code: ExamCode,
  partner: { readonly ended?: { readonly at: Instant } | undefined },
): ExamCode | undefined {
  const ended = endedWith(code, partner);
  const announced = announcedAfter("end", remindersOf(code));
  return ended === code || (code.announced ?? 0) >= announced ? undefined : { ...ended, announced };
}

/** The next step of the schedule: announce the end, or an overdue result (R11, R30). */
export function examCodeDue(code: ExamCode) {
  if (useOf(code) !== undefined || code.cancelled !== undefined) return undefined;
  const { appointments } = sittingsWith(code);
  const overdue = overdueIn([...appointments.values()], code);
  const isNobodys = holderOf(code) === undefined;
  const reminderDays = remindersOf(code);
  const announced = Math.max(code.announced ?? 0, isNobodys ? reminderDays.length : 0);
  const next = nextAnnouncement(code.expiresAt, announced, reminderDays);
  const booking = bookingOf(code);
  const waits = next?.announcement === "end" && booking !== undefined && booking.afterEnd !== true;
  const ending = next === undefined || waits ? [] : [next];
  return [...overdue, ...ending].sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}
