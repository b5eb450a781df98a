import type { Account } from "./account.ts";
import { type AuthorizationCode, type RedeemedCode, redeem } from "./authorization-code.ts";
import type { Certification } from "./certification.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { type Announcement, nextAnnouncement } from "./ending.ts";
import { type Enrolment, mayRegister } from "./enrolment.ts";
import { type CertificationSummary, summaryOf } from "./exam-series.ts";
import { type Instant, plusDays, plusMonths } from "./instant.ts";
import { type ExamRule, type LevelRule, levelRule } from "./programme.ts";
import { programmeOf } from "./programme-versions.ts";
import { type Appointment, bookedFor, type Sitting, type SittingReport, type Sittings, sittingsOf } from "./sitting.ts";

/** The candidate, named as on the identity document (R7). */
export type Candidate = {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phone?: string | undefined;
};

/** One account's enrolment in one certification. Its exams' states follow from what was reported of them. */
export type Registration = {
  readonly registrationId: string;
  readonly accountId: string;
  readonly certification: CertificationSummary;
  readonly candidate: Candidate;
  readonly authorizationCode: string;
  readonly programmeVersion: number;
  readonly openedAt: Instant;
  /** The eligibility code's end; exams that need none are sat before it too. */
  readonly expiresAt: Instant;
  readonly eligibilityCode?: string | undefined;
  readonly reports: readonly SittingReport[];
  /** The certificate that its pass earned. */
  readonly certificateId?: string | undefined;
  /** How much of its ending was announced. */
  readonly announced?: number | undefined;
  /** The appointments whose results were announced to be overdue. */
  readonly overdue?: readonly string[] | undefined;
};

export type RegistrationStatus = "open" | "passed" | "failed" | "expired";
export type ExamStatus = "locked" | "to-book" | "booked" | "awaiting-result" | "passed" | "failed" | "no-show";
export type EligibilityStatus = "active" | "used" | "expired";

/** The identifiers that a new registration gets. `eligibilityCode` is used where its level has one. */
export type NewIdentifiers = { readonly registrationId: string; readonly eligibilityCode: string };

/**
 * Activates an authorization code: spends it and opens the registration, with its eligibility code for the levels
 * that have one (R7). Refused as `redeem` refuses, and while something of R8 stands in the way.
 */
export function register(
  facts: {
    readonly code: AuthorizationCode | undefined;
    readonly certification: Certification | undefined;
    readonly enrolment: Enrolment | undefined;
  },
  candidate: Candidate,
  by: Account,
  { registrationId, eligibilityCode }: NewIdentifiers,
  now: Instant,
): Decision<{ spent: RedeemedCode; registration: Registration }> {
  const redeemed = redeem(facts.code, by, facts.certification, registrationId, now);
  if (!redeemed.accepted) return redeemed;
  const { spent, subject } = redeemed.value;
  const under = programmeOf(spent.programmeVersion);
  const free = mayRegister(facts.enrolment, under, now);
  if (!free.accepted) return free;

  const registration: Registration = {
    registrationId,
    accountId: by.accountId,
    certification: summaryOf(subject),
    candidate,
    authorizationCode: spent.code,
    programmeVersion: under.version,
    openedAt: now,
    expiresAt: plusMonths(now, under.registrationMonths),
    eligibilityCode: levelRule(under, subject.level).eligibilityCode ? eligibilityCode : undefined,
    reports: [],
  };
  return accept({ spent, registration });
}

/** The registration, for its own account and for staff; for anyone else it does not exist. */
export function ownRegistration(registration: Registration | undefined, by: Account): Decision<Registration> {
  const visible = registration !== undefined && (by.staff || registration.accountId === by.accountId);
  return visible ? accept(registration) : refuse("registration-not-found");
}

export function levelOf({ programmeVersion, certification }: Registration): LevelRule {
  return levelRule(programmeOf(programmeVersion), certification.level);
}

/** What a no-show does to its sitting under the rules that the registration was sold under (R15). */
export function noShowUsesUp(registration: Registration, excused: boolean): boolean {
  const under = programmeOf(registration.programmeVersion);
  return (excused ? under.excusedAbsence : under.noShow) === "used-up";
}

/** Each exam's state at `now`, in the order of the level (R10, R15, R16). */
export function examStatuses(registration: Registration, now: Instant): { exam: string; status: ExamStatus }[] {
  const level = levelOf(registration);
  const sittings = sittingsOf(registration.reports);
  return level.exams.map((rule) => ({ exam: rule.exam, status: examStatus(rule, level, sittings, now) }));
}

/**
 * R18: passed when all exams are. Failed when one cannot be passed any more. Expired at its end instant, unless a
 * sitting that was booked before it still waits for its result (R11).
 */
export function registrationStatus(registration: Registration, now: Instant): RegistrationStatus {
  const lasting = lastingStatus(registration);
  if (lasting !== "open") return lasting;
  return now >= registration.expiresAt && !waitsForSitting(registration) ? "expired" : "open";
}

/** The status as far as no clock is needed for it. */
export function lastingStatus(registration: Registration): "open" | "passed" | "failed" {
  const level = levelOf(registration);
  const { ended } = sittingsOf(registration.reports);
  const exams = level.exams.map(({ exam }) => counted(exam, level, ended));
  if (exams.every(passed)) return "passed";
  const lost = exams.some((sittings) => sittings.length >= level.sittingsPerExam && !passed(sittings));
  return lost ? "failed" : "open";
}

/** Whether an appointment is booked and not yet reported on. All bookings lie before the end (R11). */
export function waitsForSitting({ reports }: Registration): boolean {
  return [...sittingsOf(reports).appointments.values()].some(({ state }) => state === "booked");
}

/** What the schedule does next with an open registration (R30): announces its ending, or that a result is overdue. */
export type RegistrationDue =
  | { readonly at: Instant; readonly announcement: Announcement }
  | { readonly at: Instant; readonly overdue: Appointment };

const overdueDays = 3;

/** A registration under whose candidate a sitting is booked does not end before that sitting's result (R11). */
export function registrationDue(registration: Registration): RegistrationDue | undefined {
  if (lastingStatus(registration) !== "open") return undefined;
  const booked = [...sittingsOf(registration.reports).appointments.values()].filter(({ state }) => state === "booked");
  const known = registration.overdue ?? [];
  const overdue = booked
    .filter(({ confirmationNumber }) => !known.includes(confirmationNumber))
    .map((appointment) => ({ at: plusDays(appointment.startsAt, overdueDays), overdue: appointment }));
  const next = nextAnnouncement(registration.expiresAt, registration.announced ?? 0);
  const ending = next?.announcement === "end" && booked.length > 0 ? undefined : next;
  return [...overdue, ...(ending === undefined ? [] : [ending])].sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}

/** A code is used when nothing more can be booked with it, and does not expire under a booked candidate (R11). */
export function eligibilityStatus(registration: Registration, now: Instant): EligibilityStatus {
  const status = registrationStatus(registration, now);
  if (status === "expired") return "expired";
  return status === "open" ? "active" : "used";
}

export type Eligibility = { readonly eligible: true } | { readonly eligible: false; readonly reason: IneligibleReason };

export const ineligibleReasons = [
  "exam-not-in-registration",
  "eligibility-code-expired",
  "exam-passed",
  "exam-already-booked",
  "no-sitting-left",
  "exam-locked",
] as const;

export type IneligibleReason = (typeof ineligibleReasons)[number];

/** Whether `exam` can be booked now with the registration's eligibility code, and why not (R10–R12). */
export function eligibility(registration: Registration, exam: string, provider: string, now: Instant): Eligibility {
  const rule = levelOf(registration).exams.find((each) => each.exam === exam);
  if (rule === undefined || !rule.booked || !rule.providers.includes(provider)) {
    return { eligible: false, reason: "exam-not-in-registration" };
  }
  const reason = reasonAgainst(examStatuses(registration, now).find((each) => each.exam === exam)?.status);
  if (reason !== undefined) return { eligible: false, reason };
  if (now >= registration.expiresAt) return { eligible: false, reason: "eligibility-code-expired" };
  return lastingStatus(registration) === "open" ? { eligible: true } : { eligible: false, reason: "no-sitting-left" };
}

function reasonAgainst(status: ExamStatus | undefined): IneligibleReason | undefined {
  if (status === "passed") return "exam-passed";
  if (status === "booked" || status === "awaiting-result") return "exam-already-booked";
  if (status === "failed" || status === "no-show") return "no-sitting-left";
  return status === "locked" ? "exam-locked" : undefined;
}

function examStatus(rule: ExamRule, level: LevelRule, sittings: Sittings, now: Instant): ExamStatus {
  const ended = counted(rule.exam, level, sittings.ended);
  if (passed(ended)) return "passed";
  const booked = bookedFor(rule.exam, sittings);
  if (booked !== undefined) return now < booked.startsAt ? "booked" : "awaiting-result";
  if (ended.length >= level.sittingsPerExam) {
    return ended.at(-1)?.outcome === "no-show" ? "no-show" : "failed";
  }
  const waiting = rule.after !== undefined && !passed(counted(rule.after, level, sittings.ended));
  return waiting ? "locked" : "to-book";
}

/** The sittings of an exam that count: as many as the level gives, the earliest first (R10). */
function counted(exam: string, { sittingsPerExam }: LevelRule, ended: Sittings["ended"]): readonly Sitting[] {
  return (ended.get(exam) ?? []).slice(0, sittingsPerExam);
}

function passed(sittings: readonly Sitting[]): boolean {
  return sittings.some(({ outcome }) => outcome === "pass");
}
