import { type Certificate, earnCertificate } from "./certificate.ts";
import type { Standing } from "./enrolment.ts";
import { type Instant, instantOf, millisecondsOf, plusDays } from "./instant.ts";
import { lastingStatus, levelOf, type Registration, waitsForSitting } from "./registration.ts";
import { type Appointment, type SittingReport, sittingsOf, validNumber } from "./sitting.ts";

/** Why a well-formed report can never be applied, whatever else arrives. */
export const parkedReasons = [
  "exam-not-in-registration",
  "provider-does-not-hold-exam",
  "sitting-after-end-of-eligibility",
  "sitting-has-its-result",
  "no-sitting-left",
  "exam-differs-from-booking",
  "result-without-booking",
  "exam-differs-from-code",
  "exam-code-already-used",
  "sitting-after-end-of-exam-code",
  "confirmation-number-of-another-registration",
  "result-id-of-another-result",
  "too-many-reports",
  "not-matched-in-time",
] as const;

export type ParkedReason = (typeof parkedReasons)[number];

/** More than any real history holds; beyond it one transaction could not keep all confirmation numbers in step. */
export const maximumReports = 60;

/** How long a report that cannot be matched yet is tried again, from its receipt (R17). */
const retryDays = 3;

/** The first pause before a report that waits is tried again; each further one is three times as long, up to the longest. */
const firstPauseMinutes = 1;
const longestPauseMinutes = 12 * 60;

/**
 * When a report that waits is tried next, after so many tries: 1, 3, 9, 27, 81, 243 and then every 720 minutes, each
 * shortened by up to a fifth, differently for each report so that they do not come in waves; never after `until`.
 */
export function nextTryAt(reportId: string, tries: number, now: Instant, until: Instant): Instant {
  const pause = Math.min(firstPauseMinutes * 3 ** tries, longestPauseMinutes) * 60_000;
  let spread = 0;
  for (const symbol of `${reportId}/${tries}`) spread = (spread * 31 + symbol.charCodeAt(0)) % 1_000;
  const next = instantOf(millisecondsOf(now) + Math.round(pause * (1 - spread / 5_000)));
  return next < until ? next : until;
}

/** From this instant on a report that still waits is parked (R17). */
export function retryUntil(receivedAt: Instant): Instant {
  return plusDays(receivedAt, retryDays);
}

/** What a report changes: the registration with it, and what that now amounts to. */
export type Applied = {
  readonly registration: Registration;
  /** The appointments that differ from before, each with the number that is valid now (R13). */
  readonly appointments: readonly { readonly appointment: Appointment; readonly valid: string }[];
  /** Where the registration stands for R8, if that differs from before. */
  readonly standing?: Standing | undefined;
  /** The certificate that it earned, if this report completed it (R18, R19). */
  readonly earned?: Certificate | undefined;
  /** The id of the certificate that falls, since its pass did (R16). */
  readonly fallen?: string | undefined;
};

/**
 * Adds a matched report to its registration (R12–R16). Parked for what no later report can mend; otherwise accepted,
 * and the states follow from the set of all reports, in whatever order they came.
 */
export function applyReport(
  registration: Registration,
  report: SittingReport,
  provider: string,
  newCertificate: Pick<Certificate, "certificateId" | "certificateNumber">,
): { applied: Applied } | { parked: ParkedReason } {
  const reason = reasonToPark(registration, report, provider);
  if (reason !== undefined) return { parked: reason };

  const reported: Registration = { ...registration, reports: [...registration.reports, report] };
  const [before, now] = [lastingStatus(registration), lastingStatus(reported)];
  const isEarned = now === "passed" && before !== "passed";
  const isFallen = now !== "passed" && before === "passed";
  const certificateId = isEarned ? newCertificate.certificateId : registration.certificateId;
  const after: Registration = { ...reported, certificateId };
  const standing = standingOf(after);
  const unchanged = JSON.stringify(standing) === JSON.stringify(standingOf(registration));
  return {
    applied: {
      registration: after,
      appointments: changedAppointments(registration, after),
      standing: unchanged ? undefined : standing,
      earned: isEarned ? earnCertificate(after, newCertificate) : undefined,
      fallen: isFallen ? certificateId : undefined,
    },
  };
}

/** Where a registration stands for R8 as long as its certificate is not claimed. */
export function standingOf(registration: Registration): Standing {
  const status = lastingStatus(registration);
  if (status === "passed") return { phase: "passed" };
  if (status === "failed") return { phase: "failed", at: lastEnd(registration) };
  return waitsForSitting(registration) ? { phase: "open" } : { phase: "open", until: registration.expiresAt };
}

/** When the last of its sittings ended. */
function lastEnd({ reports, openedAt }: Registration): Instant {
  const ends = [...sittingsOf(reports).ended.values()].flat().map(({ at }) => at);
  return ends.sort().at(-1) ?? openedAt;
}

function reasonToPark(registration: Registration, report: SittingReport, provider: string): ParkedReason | undefined {
  if (registration.reports.length >= maximumReports) return "too-many-reports";
  if (report.type === "cancelled" || report.type === "no-show" || report.type === "corrected") return undefined;
  const level = levelOf(registration);
  const rule = level.exams.find(({ exam }) => exam === report.exam);
  if (rule === undefined) return "exam-not-in-registration";
  if (!rule.providers.includes(provider)) return "provider-does-not-hold-exam";
  if (report.type !== "result") {
    const late = report.startsAt >= registration.expiresAt || report.occurredAt >= registration.expiresAt;
    return late ? "sitting-after-end-of-eligibility" : undefined;
  }

  const { appointments, ended } = sittingsOf(registration.reports);
  const sittings = ended.get(report.exam) ?? [];
  if (report.confirmationNumber === undefined) {
    if (rule.booked) return "result-without-booking";
    if (report.takenAt >= registration.expiresAt) return "sitting-after-end-of-eligibility";
    return sittings.length >= level.sittingsPerExam ? "no-sitting-left" : undefined;
  }
  const number = validNumber(report.confirmationNumber, appointments);
  if (appointments.get(number)?.exam !== report.exam) return "exam-differs-from-booking";
  const earlier = sittings.find((each) => each.confirmationNumber === number);
  if (earlier?.resultId !== undefined) return "sitting-has-its-result";
  return earlier === undefined && sittings.length >= level.sittingsPerExam ? "no-sitting-left" : undefined;
}

function changedAppointments(before: Registration, after: Registration): Applied["appointments"] {
  const known = new Set(withValidNumbers(before).map((each) => JSON.stringify(each)));
  return withValidNumbers(after).filter((each) => !known.has(JSON.stringify(each)));
}

function withValidNumbers({ reports }: Registration): { appointment: Appointment; valid: string }[] {
  const { appointments } = sittingsOf(reports);
  return [...appointments.values()].map((appointment) => {
    return { appointment, valid: validNumber(appointment.confirmationNumber, appointments) };
  });
}
