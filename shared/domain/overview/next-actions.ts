import { bindingStatus } from "../certificate/binding.ts";
import { certificateStatus } from "../certificate/certificate.ts";
import type { Refusal } from "../decision.ts";
import { mayRegister, mayTakeExam } from "../exam/enrolment.ts";
import { bookingOf, type ExamCode, examCodeStatus, useOf } from "../exam/exam-code.ts";
import { levelOf, type Registration, sittingsIn } from "../exam/registration.ts";
import { examStatuses, registrationStatus } from "../exam/registration-status.ts";
import { bookedFor } from "../exam/sitting.ts";
import type { Instant } from "../instant.ts";
import { certificationStatus } from "../programme/certification.ts";
import { programme, programmeOf } from "../programme/programme-versions.ts";
import type { MyCertification } from "./own-things.ts";

export const actions = ["activate", "book", "sit", "wait", "claim", "bind", "register-again"] as const;

/** With `why` it is not possible now. */
export type NextAction = {
  readonly action: (typeof actions)[number];
  readonly exam?: string | undefined;
  readonly code?: string | undefined;
  readonly at?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly why?: Refusal | "exam-locked" | "registration-expired" | undefined;
};

/** The account's next actions, the most urgent kind first (R8, R10, R11, R19, R26). */
export function nextActions(mine: MyCertification, now: Instant): NextAction[] {
  const { certificate, registration, bindings } = mine;
  const isClaimable = certificate?.state === "claimable";
  const isOpen = registration !== undefined && registrationStatus(registration, now) === "open";
  const pending = bindings.flatMap((each) =>
    bindingStatus(each, now) === "pending" ? [{ action: "wait", until: each.retryUntil } as const] : [],
  );
  return [
    ...(isClaimable ? [{ action: "claim" } as const] : []),
    ...(isOpen ? ofRegistration(mine, registration, now) : []),
    ...mine.examCodes.flatMap((code) => ofExamCode(mine, code, now)),
    ...pending,
    ...activations(mine, now),
    ...(isClaimable || isOpen ? [] : again(mine, now)),
  ];
}

function activations({ codes, enrolment, entry }: MyCertification, now: Instant): NextAction[] {
  const isRetired = entry !== undefined && certificationStatus(entry, now) === "end-of-life";
  return codes.map((code) => {
    const free = mayRegister(enrolment, programmeOf(code.programmeVersion), now);
    const why = free.accepted ? undefined : free.refusal;
    return {
      action: "activate",
      code: code.code,
      until: code.expiresAt,
      why: isRetired ? "certification-retired" : why,
    };
  });
}

function ofRegistration(mine: MyCertification, registration: Registration, now: Instant): NextAction[] {
  const { expiresAt: until, eligibilityCode: code, programmeVersion } = registration;
  const sittings = sittingsIn(registration);
  const rules = new Map(levelOf(registration).exams.map((rule) => [rule.exam, rule]));
  const barred = reasonAgainstExam(mine, programmeVersion, now);
  const ended = now >= until ? "registration-expired" : undefined;
  return examStatuses(registration, now).flatMap(({ exam, status }): NextAction[] => {
    const action = rules.get(exam)?.booked === true ? "book" : "sit";
    switch (status) {
      case "to-book":
        return [{ action, exam, code, until, why: barred ?? ended }];
      case "locked":
        return [{ action, exam, code, until, why: "exam-locked" }];
      case "booked":
        return [{ action: "sit", exam, at: bookedFor(exam, sittings)?.startsAt }];
      case "awaiting-result":
      case "result-held":
        return [{ action: "wait", exam }];
      default:
        return [];
    }
  });
}

/** The code's exam is passed and no bound sitting names it (R26). */
function ofExamCode(mine: MyCertification, code: ExamCode, now: Instant): NextAction[] {
  const about = { exam: code.exam, code: code.code };
  const booking = bookingOf(code);
  switch (examCodeStatus(code, now)) {
    case "assigned":
      return [
        { action: "book", ...about, until: code.expiresAt, why: reasonAgainstExam(mine, code.programmeVersion, now) },
      ];
    case "booked":
      if (booking !== undefined && now < booking.startsAt) return [{ action: "sit", ...about, at: booking.startsAt }];
      return [{ action: "wait", ...about }];
    case "used": {
      const outcome = useOf(code)?.outcome;
      if (outcome === "held") return [{ action: "wait", ...about }];
      const isBound = mine.sittings.some(({ examCode }) => examCode === code.code);
      return outcome === "pass" && !isBound ? [{ action: "bind", ...about }] : [];
    }
    default:
      return [];
  }
}

function reasonAgainstExam({ enrolment }: MyCertification, version: number, now: Instant): Refusal | undefined {
  const free = mayTakeExam(enrolment, programmeOf(version), now);
  return free.accepted ? undefined : free.refusal;
}

/** Offers another registration after the end, unless a code at hand does so. */
function again({ codes, registration, certificate, enrolment }: MyCertification, now: Instant): NextAction[] {
  const hasEnded = registration !== undefined && registrationStatus(registration, now) !== "passed";
  const wasCertified = certificate !== undefined && certificateStatus(certificate, now) !== "claimable";
  if (codes.length > 0 || !(hasEnded || wasCertified)) return [];
  const free = mayRegister(enrolment, programme, now);
  return [{ action: "register-again", why: free.accepted ? undefined : free.refusal }];
}
