import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import { examOf } from "../programme/exam-series.ts";
import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import { bearerOf } from "./exam-code-bearer.ts";
import { examOfReport, type Shift } from "./report.ts";
import { isSame } from "./same-sittings.ts";
import { type Appointment, bookedFor, type Sittings, type TestCenter } from "./sitting.ts";
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
  /** It was not cancelled: another report leaves it no sitting, or it breaks another rule (R14). */
  readonly doesNotCount?: true | undefined;
  readonly registrationId?: string | undefined;
  /** Of an exam code. A registration's follows from its id: see `uidIn`. */
  readonly calendarUid?: string | undefined;
};

export type Place = {
  readonly confirmationNumber: string;
  readonly startsAt: Instant;
  readonly testCenter?: TestCenter | undefined;
  readonly afterEnd?: true | undefined;
};

/**
 * The e-mails about changed bookings. Each states the present state, so the last one is right in any order of reports
 * (R13, R14). There is none after the exam, and none without an address. A booking that begins or stops to count is told
 * whatever caused it, because its candidate would miss it or go in vain.
 */
export function appointmentsChanged(entitlement: Entitlement, shift: Shift): AppointmentNotice[] {
  const { report, before, after } = shift;
  const counts = report !== undefined && !after.parked.has(report.reportId) && !isSame(entitlement.kind, before, after);
  const own = counts && !("resultId" in report) ? examOfReport({ ...shift, report }) : undefined;
  const isOwnTold = own !== undefined && !after.usedUp.has(own);
  const moved = [...before.appointments.values(), ...after.appointments.values()].map(({ exam }) => exam);
  const exams = new Set([...(isOwnTold ? [own] : []), ...moved.filter((exam) => isTurned(exam, shift))]);
  return [...exams].flatMap((exam) => appointmentChanged(entitlement, exam, dropped(exam, before, after)));
}

/** Its booking began or stopped to count, or another one stands. */
function isTurned(exam: string, { before, after }: Shift): boolean {
  const [was, is] = [bookedFor(exam, before), bookedFor(exam, after)];
  const isNew = was?.confirmationNumber !== is?.confirmationNumber || was?.startsAt !== is?.startsAt;
  return dropped(exam, before, after) !== undefined || (is !== undefined && isNew && !after.usedUp.has(exam));
}

/** The former booking, if it no longer counts. One that was sat, missed or cancelled still counts. */
function dropped(exam: string, before: Sittings, after: Sittings): Appointment | undefined {
  const was = bookedFor(exam, before);
  return was !== undefined && after.appointments.get(was.confirmationNumber)?.exam !== exam ? was : undefined;
}

function appointmentChanged(
  entitlement: Entitlement,
  exam: string,
  gone: Appointment | undefined,
): AppointmentNotice[] {
  const person = personOf(entitlement);
  if (person === undefined) return [];
  const sittings = sittingsOf(reportsOf(entitlement), termsOf(entitlement));
  const booked = bookedFor(exam, sittings);
  const reports = reportsOf(entitlement);
  const wasMoved = reports.some(
    (report) => report.type === "rescheduled" && report.confirmationNumber === booked?.confirmationNumber,
  );
  const ended = [...sittings.appointments.values()].findLast(
    (each) => each.exam === exam && each.supersededBy === undefined && each.state !== "booked",
  );
  const last = gone ?? ended;
  // The exam was sat, and nothing else is booked.
  if (booked === undefined && last?.state === "completed") return [];
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
      confirmationNumber: booked === undefined ? last?.confirmationNumber : undefined,
      appointment: booked && placeOf(booked),
      cancelled: booked === undefined && last !== undefined ? placeOf(last) : undefined,
      doesNotCount: booked === undefined && gone !== undefined ? true : undefined,
      ...(entitlement.kind === "registration"
        ? { registrationId: entitlement.of.registrationId }
        : { calendarUid: calendarUid(entitlement, exam) }),
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

/** The same, of a notice. Earlier versions told it of a registration, too. */
export function uidIn({ calendarUid: uid, registrationId, exam }: AppointmentNotice): string | undefined {
  return uid ?? (registrationId === undefined ? undefined : `${registrationId}-${exam}`);
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
