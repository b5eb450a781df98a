import type { Certificate } from "../certificate/certificate.ts";
import { personOf } from "../exam/appointment-notice.ts";
import type { Entitlement } from "../exam/entitlement.ts";
import { type ExamCode, holderOf } from "../exam/exam-code.ts";
import type { Registration } from "../exam/registration.ts";
import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import type { Partner } from "../partner/partner.ts";
import { examOf } from "../programme/exam-series.ts";

/** E-mails to the people whom a decision of staff concerns (R36). */
export type StaffNotice = { readonly to: string; readonly name: string; readonly certification: string } & (
  | { readonly tells: "registration-closed"; readonly reason: string }
  | ({
      readonly tells: "sitting-granted";
      /** The code with which it is booked. */
      readonly code?: string | undefined;
      readonly until: Instant;
    } & OfExam)
  | ({
      readonly tells: "appointment-closed";
      readonly confirmationNumber: string;
      readonly sitting: "given-back" | "used-up";
      readonly reason: string;
    } & OfExam)
  | ({
      readonly tells: "exam-code-cancelled";
      readonly code: string;
      readonly replacedBy?: string | undefined;
      readonly reason: string;
    } & OfExam)
  | { readonly tells: "reinstated"; readonly certificateNumber: string; readonly reason: string }
);

type OfExam = {
  readonly exam: string;
  readonly title?: string | undefined;
  readonly seriesCode?: string | undefined;
};

/** The registration was ended: its code books nothing more. */
export function registrationClosed({ candidate, certification }: Registration, reason: string): StaffNotice[] {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return [{ ...about, tells: "registration-closed", reason }];
}

/** One more sitting of an exam was given. */
export function sittingGranted(registration: Registration, exam: string): StaffNotice[] {
  const { candidate, certification, eligibilityCode: code, expiresAt: until } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return [{ ...about, ...named(certification, exam), tells: "sitting-granted", code, until }];
}

/** An appointment that nobody reported on was ended; nobody is told of a sitting that no account has bound. */
export function appointmentClosed(
  entitlement: Entitlement,
  { exam, confirmationNumber }: { readonly exam: string; readonly confirmationNumber: string },
  sitting: "given-back" | "used-up",
  reason: string,
): StaffNotice[] {
  const person = personOf(entitlement);
  const { certification } = entitlement.of;
  if (person === undefined) return [];
  const about = { to: person.to, name: person.name, certification: certification.title };
  return [
    { ...about, ...named(certification, exam), tells: "appointment-closed", confirmationNumber, sitting, reason },
  ];
}

/** An exam code was taken out of use: its member is told, and the main account of the partner whose coupon it was. */
export function examCodeCancelled(
  {
    code,
    exam,
    certification,
    holdings,
    cancelled,
  }: Pick<ExamCode, "code" | "exam" | "certification" | "holdings" | "cancelled">,
  { name: partner, mainAccountEmail }: Pick<Partner, "name" | "mainAccountEmail">,
  reason: string,
): StaffNotice[] {
  const told = { ...named(certification, exam), certification: certification.title, code, reason };
  const notice = { ...told, tells: "exam-code-cancelled", replacedBy: cancelled?.replacedBy } as const;
  const holder = holderOf({ holdings });
  return [
    ...(holder?.email === undefined ? [] : [{ ...notice, to: holder.email, name: holder.fullName }]),
    ...(mainAccountEmail === undefined ? [] : [{ ...notice, to: mainAccountEmail, name: partner }]),
  ];
}

/** A revoked certificate is valid again; nobody is told who has no address. */
export function reinstated(
  { holderEmail: to, holderName: name, certification, certificateNumber }: Certificate,
  reason: string,
): StaffNotice[] {
  if (to === undefined) return [];
  return [{ to, name, certification: certification.title, tells: "reinstated", certificateNumber, reason }];
}

function named(certification: Parameters<typeof examOf>[0], exam: string): OfExam {
  const { title, seriesCode } = examOf(certification, exam);
  return { exam, title, seriesCode };
}
