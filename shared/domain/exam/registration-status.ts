import type { Instant } from "../instant.ts";
import type { ExamRule } from "../programme/programme.ts";
import { levelOf, type Registration, sittingsIn } from "./registration.ts";
import { bookedFor, type Sitting, type Sittings } from "./sitting.ts";

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

/** The state of each exam at `now` (R10, R15, R16). */
export function examStatuses(registration: Registration, now: Instant): { exam: string; status: ExamStatus }[] {
  const level = levelOf(registration);
  const sittings = sittingsIn(registration);
  return level.exams.map((rule) => ({ exam: rule.exam, status: examStatus(registration, rule, sittings, now) }));
}

/**
 * Passed when all exams are, failed when one cannot be passed any more. Expired at its end, unless a booked sitting
 * waits for its result (R11, R18).
 */
export function registrationStatus(registration: Registration, now: Instant): RegistrationStatus {
  const lasting = lastingStatus(registration);
  if (lasting !== "open") return lasting;
  return now >= registration.expiresAt && !waitsForSitting(registration) ? "expired" : "open";
}

/** The part of the status that needs no clock. Staff can accept a pass after they closed the registration. */
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

/** A booking before the end, or a held result, delays the end (R11, R16). If a newer registration exists, nothing does (R8). */
export function waitsForSitting(registration: Registration): boolean {
  if (registration.succeededAt !== undefined) return false;
  const { appointments, ended } = sittingsIn(registration);
  const isBooked = [...appointments.values()].some(({ state, afterEnd }) => state === "booked" && !afterEnd);
  return isBooked || [...ended.values()].flat().some(isHeld);
}

/** A used code cannot book anything more. A booked candidate's code does not expire (R11). */
export function eligibilityStatus(registration: Registration, now: Instant): EligibilityStatus {
  const status = registrationStatus(registration, now);
  if (status === "expired") return "expired";
  return status === "open" ? "active" : "used";
}

/** Passed here, or at the second test centre (R10). */
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
