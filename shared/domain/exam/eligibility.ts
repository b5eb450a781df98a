import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type Enrolment, mayTakeExam } from "./enrolment.ts";
import { type Entitlement, reasonAgainstExam, reportsOf, termsOf } from "./entitlement.ts";
import { examCodeStatus } from "./exam-code.ts";
import type { Registration } from "./registration.ts";
import { type ExamStatus, examStatuses, lastingStatus } from "./registration-status.ts";
import { type Appointment, bookedFor } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

export const ineligibleReasons = [
  "exam-not-in-registration",
  "exam-differs",
  "provider-does-not-hold-exam",
  "exam-passed",
  "certificate-not-claimed",
  "certificate-still-valid",
  "exam-already-booked",
  "exam-code-used",
  "no-sitting-left",
  "exam-locked",
  "eligibility-code-expired",
  "exam-code-expired",
  "registration-expired",
  "registration-closed",
  "exam-code-cancelled",
] as const;

export type IneligibleReason = (typeof ineligibleReasons)[number];

export type Eligibility =
  | { readonly eligible: true; readonly booked?: undefined }
  | { readonly eligible: false; readonly reason: IneligibleReason; readonly booked?: Appointment | undefined };

export type LookUpFacts = { readonly enrolment: Enrolment | undefined; readonly isUnlocked: boolean };

/** Whether the exam can be booked now, and why not (R8, R10–R12). */
export function eligibility(
  entitlement: Entitlement,
  exam: string,
  provider: string,
  facts: LookUpFacts,
  now: Instant,
): Eligibility {
  const reason = reasonAgainst(entitlement, exam, provider, facts, now);
  if (reason === undefined) return { eligible: true };
  const booked = bookedFor(exam, sittingsOf(reportsOf(entitlement), termsOf(entitlement)));
  return { eligible: false, reason, booked };
}

function reasonAgainst(
  entitlement: Entitlement,
  exam: string,
  provider: string,
  { enrolment, isUnlocked }: LookUpFacts,
  now: Instant,
): IneligibleReason | undefined {
  const against = ineligibleReasons.find((each) => each === reasonAgainstExam(entitlement, exam, provider));
  if (against !== undefined) return against;
  const own = entitlement.kind === "registration" ? ofRegistration(entitlement.of, exam, now) : undefined;
  if (own === "exam-passed") return own;
  const free = mayTakeExam(enrolment, programmeOf(entitlement.of.programmeVersion), now);
  const barred = free.accepted ? undefined : ineligibleReasons.find((each) => each === free.refusal);
  if (barred !== undefined || entitlement.kind === "registration") return barred ?? own;
  if (entitlement.kind === "exam-code") {
    const status = examCodeStatus(entitlement.of, now);
    if (status === "booked") return "exam-already-booked";
    if (status === "used" || status === "expired" || status === "cancelled") return `exam-code-${status}`;
  }
  return isUnlocked ? undefined : "exam-locked";
}

function ofRegistration(registration: Registration, exam: string, now: Instant): IneligibleReason | undefined {
  if (lastingStatus(registration) === "closed") return "registration-closed";
  const reason = byStatus(examStatuses(registration, now).find((each) => each.exam === exam)?.status);
  if (reason !== undefined) return reason;
  if (now >= registration.expiresAt) {
    return registration.eligibilityCode === undefined ? "registration-expired" : "eligibility-code-expired";
  }
  return lastingStatus(registration) === "open" ? undefined : "no-sitting-left";
}

function byStatus(status: ExamStatus | undefined): IneligibleReason | undefined {
  if (status === "passed") return "exam-passed";
  if (status === "booked" || status === "awaiting-result") return "exam-already-booked";
  if (status === "failed" || status === "no-show" || status === "result-held") return "no-sitting-left";
  return status === "locked" ? "exam-locked" : undefined;
}
