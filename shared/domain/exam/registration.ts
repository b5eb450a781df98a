import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { PersonName } from "../name.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { type LevelRule, levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { NothingEarned } from "./nothing-earned.ts";
import type { SittingReport, Sittings, Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** Named as on the identity document (R7). */
export type Candidate = PersonName & {
  readonly email: string;
  readonly country: string;
  readonly phone?: string | undefined;
};

export type Accommodations = { readonly codes: readonly string[]; readonly text?: string | undefined };

/** One account's enrolment in one certification. Reports decide the states of its exams. */
export type Registration = {
  readonly registrationId: string;
  readonly accountId: string;
  readonly certification: CertificationSummary;
  readonly candidate: Candidate;
  readonly authorizationCode: string;
  readonly programmeVersion: number;
  readonly openedAt: Instant;
  /** Also the end for exams without an eligibility code. */
  readonly expiresAt: Instant;
  readonly eligibilityCode?: string | undefined;
  /** The sitting facts: reports that are applied, and decisions of staff. */
  readonly reports: readonly SittingReport[];
  /** Bound passes at the second test centre (R10). */
  readonly passedElsewhere?: readonly { readonly exam: string; readonly sittingId: string }[] | undefined;
  readonly accommodations?: Accommodations | undefined;
  /** The name that the centre checked and about which staff have decided (R36). */
  readonly nameSettled?: string | undefined;
  readonly certificateId?: string | undefined;
  /** The reason if R8 keeps the pass from a certificate. */
  readonly earnsNothing?: NothingEarned | undefined;
  /** A newer registration of the account followed then, so this one has ended. */
  readonly succeededAt?: Instant | undefined;
  /** The number of announcements of its end. */
  readonly announced?: number | undefined;
  /** Confirmation numbers whose overdue result was announced (R11). */
  readonly overdue?: readonly string[] | undefined;
  /** One entry for each extra sitting (R36). */
  readonly granted?: readonly string[] | undefined;
  /** Ids of reports that staff accepted against a rule (R36). */
  readonly accepted?: readonly string[] | undefined;
  /** Staff ended it (R36). */
  readonly closedAt?: Instant | undefined;
};

/** A newer registration ends this one, so that a late report cannot reopen it (R8). */
export function succeeded(registration: Registration | undefined, now: Instant): Registration | undefined {
  if (registration === undefined || registration.succeededAt !== undefined) return undefined;
  const { expiresAt } = registration;
  return { ...registration, expiresAt: now < expiresAt ? now : expiresAt, succeededAt: now };
}

/** Another account's registration looks like one that does not exist. */
export function ownRegistration(registration: Registration | undefined, by: Account): Decision<Registration> {
  const visible = registration !== undefined && (by.staff || registration.accountId === by.accountId);
  return visible ? accept(registration) : refuse("registration-not-found");
}

/** The same accommodations once more change nothing, because a PUT is repeated when its answer is lost. */
export function accommodated(
  registration: Registration | undefined,
  { codes, text }: Accommodations,
): Decision<Registration> {
  if (registration === undefined) return refuse("registration-not-found");
  const isNone = codes.length === 0 && text === undefined;
  const accommodations = isNone ? undefined : { codes, text };
  const isSame = JSON.stringify(accommodations) === JSON.stringify(registration.accommodations);
  return accept(isSame ? registration : { ...registration, accommodations });
}

export function examNames(registration: Registration): string[] {
  return levelOf(registration).exams.map(({ exam }) => exam);
}

export function levelOf({ programmeVersion, certification }: Registration): LevelRule {
  return levelRule(programmeOf(programmeVersion), certification.level);
}

/** Whether a no-show uses up the sitting, by the programme version that was sold (R15). */
export function noShowUsesUp({ programmeVersion }: { readonly programmeVersion: number }, excused: boolean): boolean {
  const under = programmeOf(programmeVersion);
  return (excused ? under.excusedAbsence : under.noShow) === "used-up";
}

/** The conditions under which reports count (R10, R11). */
export function registrationTerms(registration: Registration): Terms {
  const { exams, sittingsPerExam } = levelOf(registration);
  const booked = exams.filter((rule) => rule.booked).map(({ exam }) => exam);
  const { incompleteSitting: incomplete } = programmeOf(registration.programmeVersion);
  const { expiresAt, granted, accepted } = registration;
  return { sittingsPerExam, expiresAt, isOnePersons: false, booked, incomplete, granted, accepted };
}

/** The state follows from the set of reports (R14). */
export function sittingsIn(registration: Registration): Sittings {
  return sittingsOf(registration.reports, registrationTerms(registration));
}
