import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { PersonName } from "../name.ts";
import type { Certification } from "../programme/certification.ts";
import { type CertificationSummary, summaryOf } from "../programme/exam-series.ts";
import { type ExamRule, type LevelRule, levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type AuthorizationCode, type RedeemedCode, redeem } from "../purchase/authorization-code.ts";
import { type Enrolment, mayRegister, type NothingEarned } from "./enrolment.ts";
import { bookedFor, type Sitting, type SittingReport, type Sittings, type Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** The candidate, named as on the identity document (R7). */
export type Candidate = PersonName & {
  readonly email: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phone?: string | undefined;
};

/** The arrangements that the centre makes for a candidate: free codes, and a text. */
export type Accommodations = { readonly codes: readonly string[]; readonly text?: string | undefined };

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
  /** Exams of the same certification that the account has passed at the second centre and bound (R10). */
  readonly passedElsewhere?: readonly { readonly exam: string; readonly sittingId: string }[] | undefined;
  readonly accommodations?: Accommodations | undefined;
  /** The name that the centre checked, once staff have decided on another (R36). */
  readonly nameSettled?: string | undefined;
  /** The certificate that its pass earned. */
  readonly certificateId?: string | undefined;
  /** The reason for which its pass earned none (R8). */
  readonly earnsNothing?: NothingEarned | undefined;
  /** When its account opened a newer one for the same certification. */
  readonly succeededAt?: Instant | undefined;
  /** How much of its ending was announced. */
  readonly announced?: number | undefined;
  /** The appointments whose results were announced to be overdue. */
  readonly overdue?: readonly string[] | undefined;
  /** The exams of which staff gave one more sitting, each as often as they did (R36). */
  readonly granted?: readonly string[] | undefined;
  /** The reports that staff accepted in spite of a rule (R36). */
  readonly accepted?: readonly string[] | undefined;
  /** When staff ended it (R36). */
  readonly closedAt?: Instant | undefined;
};

export type RegistrationStatus = "open" | "passed" | "failed" | "expired" | "closed";
export const examStatusNames = [
  "locked",
  "to-book",
  "booked",
  "awaiting-result",
  "result-held",
  "passed",
  "failed",
  "no-show",
] as const;
export type ExamStatus = (typeof examStatusNames)[number];
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

  const passed = facts.enrolment?.bound ?? [];
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
    ...(passed.length > 0 && { passedElsewhere: passed }),
  };
  return accept({ spent, registration });
}

/**
 * An older registration ends when its account opens a new one for the same certification, so that a late report cannot
 * open two (R8). Nothing for one that has ended so before.
 */
export function succeeded(registration: Registration | undefined, now: Instant): Registration | undefined {
  if (registration === undefined || registration.succeededAt !== undefined) return undefined;
  const { expiresAt } = registration;
  return { ...registration, expiresAt: now < expiresAt ? now : expiresAt, succeededAt: now };
}

/** The registration, for its own account and for staff; for anyone else it does not exist. */
export function ownRegistration(registration: Registration | undefined, by: Account): Decision<Registration> {
  const visible = registration !== undefined && (by.staff || registration.accountId === by.accountId);
  return visible ? accept(registration) : refuse("registration-not-found");
}

/** Staff set the arrangements that centres make for the candidate; without a code and a text there are none (R12). */
export function accommodated(
  registration: Registration | undefined,
  { codes, text }: Accommodations,
): Decision<Registration> {
  if (registration === undefined) return refuse("registration-not-found");
  const isNone = codes.length === 0 && text === undefined;
  return accept({ ...registration, accommodations: isNone ? undefined : { codes, text } });
}

/** The exams that a registration covers, by their roles. */
export function examNames(registration: Registration): string[] {
  return levelOf(registration).exams.map(({ exam }) => exam);
}

export function levelOf({ programmeVersion, certification }: Registration): LevelRule {
  return levelRule(programmeOf(programmeVersion), certification.level);
}

/** What a no-show does to its sitting under the rules that an entitlement was sold under (R15). */
export function noShowUsesUp({ programmeVersion }: { readonly programmeVersion: number }, excused: boolean): boolean {
  const under = programmeOf(programmeVersion);
  return (excused ? under.excusedAbsence : under.noShow) === "used-up";
}

/** The conditions under which reports of a registration's exams count (R10, R11). */
export function registrationTerms(registration: Registration): Terms {
  const { exams, sittingsPerExam } = levelOf(registration);
  const booked = exams.filter((rule) => rule.booked).map(({ exam }) => exam);
  const { incompleteSitting: incomplete } = programmeOf(registration.programmeVersion);
  const { expiresAt, granted, accepted } = registration;
  return { sittingsPerExam, expiresAt, isOnePersons: false, booked, incomplete, granted, accepted };
}

/** The state of a registration's appointments and sittings: it follows from the set of its reports (R14). */
export function sittingsIn(registration: Registration): Sittings {
  return sittingsOf(registration.reports, registrationTerms(registration));
}

/** Each exam's state at `now`, in the order of the level (R10, R15, R16). */
export function examStatuses(registration: Registration, now: Instant): { exam: string; status: ExamStatus }[] {
  const level = levelOf(registration);
  const sittings = sittingsIn(registration);
  return level.exams.map((rule) => ({ exam: rule.exam, status: examStatus(registration, rule, sittings, now) }));
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

/** The status as far as no clock is needed for it. One that staff have ended is passed if they accept a pass after that. */
export function lastingStatus(registration: Registration): Exclude<RegistrationStatus, "expired"> {
  const level = levelOf(registration);
  const sittings = sittingsIn(registration);
  const isPassed = ({ exam }: ExamRule) => hasPassed(registration, exam, sittings);
  if (level.exams.every(isPassed)) return "passed";
  if (registration.closedAt !== undefined) return "closed";
  const lost = level.exams.some((rule) => {
    const ended = sittings.ended.get(rule.exam) ?? [];
    return sittings.usedUp.has(rule.exam) && !isPassed(rule) && !ended.some(isHeld);
  });
  return lost ? "failed" : "open";
}

/**
 * Whether an appointment is booked for before the end, or a result is held: the end waits for its outcome (R11, R16). It
 * does not beside a newer registration (R8); a result that comes counts all the same.
 */
export function waitsForSitting(registration: Registration): boolean {
  if (registration.succeededAt !== undefined) return false;
  const { appointments, ended } = sittingsIn(registration);
  const isBooked = [...appointments.values()].some(({ state, afterEnd }) => state === "booked" && !afterEnd);
  return isBooked || [...ended.values()].flat().some(isHeld);
}

/** A code is used when nothing more can be booked with it, and does not expire under a booked candidate (R11). */
export function eligibilityStatus(registration: Registration, now: Instant): EligibilityStatus {
  const status = registrationStatus(registration, now);
  if (status === "expired") return "expired";
  return status === "open" ? "active" : "used";
}

/** Whether an exam of the registration is passed: here, or at the second centre (R10). */
export function hasPassed({ passedElsewhere = [] }: Registration, exam: string, { ended }: Sittings): boolean {
  const isPass = ({ outcome }: Sitting) => outcome === "pass";
  return passedElsewhere.some((each) => each.exam === exam) || (ended.get(exam) ?? []).some(isPass);
}

function examStatus(registration: Registration, rule: ExamRule, sittings: Sittings, now: Instant): ExamStatus {
  const ended = sittings.ended.get(rule.exam) ?? [];
  if (hasPassed(registration, rule.exam, sittings)) return "passed";
  const booked = bookedFor(rule.exam, sittings);
  if (booked !== undefined) return now < booked.startsAt ? "booked" : "awaiting-result";
  if (ended.some(isHeld)) return "result-held";
  if (sittings.usedUp.has(rule.exam)) return ended.at(-1)?.outcome === "no-show" ? "no-show" : "failed";
  const isLocked = rule.after !== undefined && !hasPassed(registration, rule.after, sittings);
  return isLocked ? "locked" : "to-book";
}

function isHeld({ outcome }: Sitting): boolean {
  return outcome === "held";
}
