import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import { examOf } from "../programme/exam-series.ts";
import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import { bearerOf } from "./exam-code.ts";
import { type Appointment, bookedFor, type TestCenter } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** An e-mail about the booking of an exam (R13): the booking that stands now, and the number that the e-mail is about. */
export type AppointmentNotice = {
  readonly to: string;
  readonly tells: "booked" | "rescheduled" | "cancelled";
  readonly name: string;
  readonly certification: string;
  readonly exam: string;
  readonly title?: string | undefined;
  readonly seriesCode?: string | undefined;
  readonly instructionsUrl?: string | undefined;
  /** The valid number, or the one that was cancelled last. */
  readonly confirmationNumber?: string | undefined;
  /** The code with which it can be booked again. */
  readonly code?: string | undefined;
  /** Nothing when none stands any more. */
  readonly appointment?: Place | undefined;
  /** The place and time of a booking that was cancelled, so that a calendar can take it out. */
  readonly cancelled?: Place | undefined;
  /** Names the exam's entry in calendars over all its moves (RFC 5545). */
  readonly calendarUid?: string | undefined;
};

export type Place = {
  readonly confirmationNumber: string;
  readonly startsAt: Instant;
  /** Absent for an online exam. */
  readonly testCenter?: TestCenter | undefined;
  /** It lies at or after the end of the code (R11). */
  readonly afterEnd?: true | undefined;
};

/**
 * A booking, change or cancellation of an exam: the e-mail tells the state and the way to it, so that the last one is right
 * whatever order the reports came in (R13, R14). None about an exam that is over, and none without an address.
 */
export function appointmentChanged(entitlement: Entitlement, exam: string): AppointmentNotice[] {
  const person = personOf(entitlement);
  const terms = termsOf(entitlement);
  const sittings = sittingsOf(reportsOf(entitlement), terms);
  if (person === undefined || sittings.usedUp.has(exam)) return [];
  const booked = bookedFor(exam, sittings);
  const reports = reportsOf(entitlement);
  const wasMoved = reports.some(
    (report) => report.type === "rescheduled" && report.confirmationNumber === booked?.confirmationNumber,
  );
  const last = [...sittings.appointments.values()].findLast(
    (each) => each.exam === exam && each.supersededBy === undefined && each.state !== "booked",
  );
  const { title, seriesCode, instructionsUrl } = examOf(entitlement.of.certification, exam);
  return [
    {
      ...person,
      tells: booked === undefined ? "cancelled" : wasMoved ? "rescheduled" : "booked",
      certification: entitlement.of.certification.title,
      ...{ exam, title, seriesCode, instructionsUrl },
      confirmationNumber: (booked ?? last)?.confirmationNumber,
      appointment: booked && placeOf(booked),
      cancelled: booked === undefined && last !== undefined ? placeOf(last) : undefined,
      calendarUid: calendarUid(entitlement, exam),
    },
  ];
}

function placeOf({ confirmationNumber, startsAt, testCenter, afterEnd }: Appointment): Place {
  return { confirmationNumber, startsAt, testCenter, afterEnd };
}

/** Names the exam of one entitlement in calendars, over all its moves. */
export function calendarUid({ kind, of }: Entitlement, exam: string): string {
  const id = kind === "registration" ? of.registrationId : kind === "exam-code" ? of.code : of.sittingId;
  return `${id}-${exam}`;
}

/** The person who is told of an entitlement's bookings; nobody for a sitting that no account has bound. */
export function personOf({ kind, of }: Entitlement) {
  if (kind === "registration") {
    return { to: of.candidate.email, name: calledName(of.candidate), code: of.eligibilityCode };
  }
  const bearer = kind === "exam-code" ? bearerOf(of) : undefined;
  if (kind !== "exam-code" || bearer?.email === undefined) return undefined;
  return { to: bearer.email, name: bearer.fullName, code: of.code };
}
