import type { AboutPage } from "../about-page.ts";
import type { Certificate } from "../certificate/certificate.ts";
import { personOf } from "../exam/appointment-notice.ts";
import type { Entitlement } from "../exam/entitlement.ts";
import { type ExamCode, holderOf } from "../exam/exam-code.ts";
import type { Registration } from "../exam/registration.ts";
import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import type { Partner } from "../partner/partner.ts";
import { examOf } from "../programme/exam-series.ts";

/** E-mails about decisions of staff (R36). */
export type StaffNotice = { readonly to: string; readonly name: string; readonly certification: string } & AboutPage &
  (
    | { readonly tells: "registration-closed"; readonly reason: string }
    | ({
        readonly tells: "sitting-granted";
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

export function registrationClosed(
  { registrationId, candidate, certification }: Registration,
  reason: string,
): StaffNotice[] {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return [{ ...about, tells: "registration-closed", registrationId, reason }];
}

export function sittingGranted(registration: Registration, exam: string): StaffNotice[] {
  const { registrationId, candidate, certification, eligibilityCode: code, expiresAt: until } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return [{ ...about, ...named(certification, exam), tells: "sitting-granted", registrationId, code, until }];
}

/** Nobody is told about a self-paid sitting that is not bound. */
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
  const registrationId = entitlement.kind === "registration" ? entitlement.of.registrationId : undefined;
  const of = { ...about, ...named(certification, exam), registrationId };
  return [{ ...of, tells: "appointment-closed", confirmationNumber, sitting, reason }];
}

/** Tells the member, and the main account of the partner. */
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

export function reinstated(
  { holderEmail: to, holderName: name, certification, certificateId, certificateNumber }: Certificate,
  reason: string,
): StaffNotice[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title, certificateId };
  return [{ ...about, tells: "reinstated", certificateNumber, reason }];
}

function named(certification: Parameters<typeof examOf>[0], exam: string): OfExam {
  const { title, seriesCode } = examOf(certification, exam);
  return { exam, title, seriesCode };
}
