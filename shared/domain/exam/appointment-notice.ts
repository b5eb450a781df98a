import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import { examOf } from "../programme/exam-series.ts";
import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import { bearerOf } from "./exam-code.ts";
import { type Appointment, bookedFor, type TestCenter } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** An e-mail about the booking of an exam (R13). */
export type AppointmentNotice = {
  readonly to: string;
  readonly tells: "booked" | "rescheduled" | "cancelled";
  readonly name: string;
  readonly certification: string;
  readonly exam: string;
  readonly title?: string | undefined;
  readonly seriesCode?: string | undefined;
  readonly instructionsUrl?: string | undefined;
  readonly confirmationNumber?: string | undefined;
  readonly code?: string | undefined;
  readonly appointment?: Place | undefined;
  /** A calendar needs it to remove the entry. */
  readonly cancelled?: Place | undefined;
  readonly calendarUid?: string | undefined;
};

export type Place = {
  readonly confirmationNumber: string;
  readonly startsAt: Instant;
  readonly testCenter?: TestCenter | undefined;
  readonly afterEnd?: true | undefined;
};

/**
 * The e-mail about a change of a booking. It states the present state, so the last one is right in any order of reports
 * (R13, R14). There is none after the exam, and none without an address.
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
      exam,
      title,
      seriesCode,
      instructionsUrl,
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

/** One exam of one entitlement keeps one identifier in calendars, over all moves (RFC 5545). */
export function calendarUid({ kind, of }: Entitlement, exam: string): string {
  const id = kind === "registration" ? of.registrationId : kind === "exam-code" ? of.code : of.sittingId;
  return `${id}-${exam}`;
}

/** The person to tell about bookings. A self-paid sitting that is not bound has none. */
export function personOf({ kind, of }: Entitlement) {
  if (kind === "registration") {
    return { to: of.candidate.email, name: calledName(of.candidate), code: of.eligibilityCode };
  }
  const bearer = kind === "exam-code" ? bearerOf(of) : undefined;
  if (kind !== "exam-code" || bearer?.email === undefined) return undefined;
  return { to: bearer.email, name: bearer.fullName, code: of.code };
}
