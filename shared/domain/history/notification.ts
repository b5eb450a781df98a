import type { AboutPage } from "../about-page.ts";
import type { BindingNotice } from "../certificate/binding-notice.ts";
import type { Certificate } from "../certificate/certificate.ts";
import type { NameNotice } from "../certificate/name-notice.ts";
import type { AppointmentNotice } from "../exam/appointment-notice.ts";
import type { BindableSitting } from "../exam/bindable-sitting.ts";
import type { NothingEarned } from "../exam/enrolment.ts";
import type { Registration } from "../exam/registration.ts";
import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import type { ExamCodeNotice } from "../partner/exam-code-notice.ts";
import type { OrganizationNotice } from "../partner/organization-notice.ts";
import type { PartnershipNotice } from "../partner/partnership-notice.ts";
import { examOf } from "../programme/exam-series.ts";
import type { OrderNotice } from "../purchase/order-notice.ts";
import type { StaffNotice } from "./staff-notice.ts";

/** Everything that an e-mail needs, decided with the change. */
export type Notification =
  | CandidateNotice
  | AppointmentNotice
  | OrganizationNotice
  | PartnershipNotice
  | ExamCodeNotice
  | BindingNotice
  | NameNotice
  | OrderNotice
  | StaffNotice;

type CandidateNotice = { readonly to: string } & AboutPage &
  (
    | {
        readonly tells: "registered";
        readonly name: string;
        readonly certification: string;
        readonly eligibilityCode?: string | undefined;
        readonly expiresAt: Instant;
      }
    | {
        readonly tells: "result";
        readonly name: string;
        readonly certification: string;
        readonly exam: string;
        /** Absent from e-mails of earlier versions. */
        readonly title?: string | undefined;
        readonly seriesCode?: string | undefined;
        readonly outcome: Told;
        readonly isCorrection: boolean;
        readonly earnsNothing?: NothingEarned | undefined;
      }
    | { readonly tells: "claimable"; readonly name: string; readonly certification: string }
    | {
        readonly tells: "claimed";
        readonly name: string;
        readonly certification: string;
        readonly certificateNumber: string;
        readonly validUntil: Instant;
        /** The page on which anyone verifies it. */
        readonly verify?: string | undefined;
      }
    | { readonly tells: "revoked"; readonly name: string; readonly certification: string; readonly reason: string }
    | {
        readonly tells: "ending";
        readonly what: "authorization code" | "eligibility code" | "registration" | "certificate" | "exam code";
        /** A registration without a code has none. */
        readonly which?: string | undefined;
        /** The certification, or the level of a general-purpose code. */
        readonly isFor?: string | undefined;
        readonly days: number;
        readonly endsAt: Instant;
      }
    | {
        readonly tells: "gift";
        readonly code: string;
        readonly message?: string | undefined;
        readonly expiresAt: Instant;
      }
  );

/** A held result is not told. */
export type Told = "pass" | "fail" | "incomplete" | "held" | "invalidated";

export function registered(registration: Registration): Notification {
  const { registrationId, candidate, certification, eligibilityCode, expiresAt } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return { ...about, tells: "registered", registrationId, eligibilityCode, expiresAt };
}

/** A result came or was corrected (R16), perhaps with a certificate to claim (R19). */
export function resultCame(
  { registrationId, certificateId, candidate, certification, earnsNothing: nothing }: Registration,
  {
    exam,
    outcome,
    isCorrection,
  }: Pick<Extract<Notification, { tells: "result" }>, "exam" | "outcome" | "isCorrection">,
  isEarned: boolean,
): Notification[] {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  const { title, seriesCode } = examOf(certification, exam);
  const earnsNothing = outcome === "pass" ? nothing : undefined;
  const named = { exam, title, seriesCode, registrationId };
  const result = { ...about, ...named, tells: "result", outcome, isCorrection, earnsNothing } as const;
  return [result, ...(isEarned ? claimable({ ...about, certificateId }) : [])];
}

/** Tells the holder, if there is an address (R19). */
export function claimable({
  to,
  ...about
}: {
  readonly to: string | undefined;
  readonly name: string;
  readonly certification: string;
  readonly certificateId?: string | undefined;
}): Notification[] {
  return to === undefined ? [] : [{ to, ...about, tells: "claimable" }];
}

export function claimableIn({ candidate, certification, certificateId }: Registration): Notification[] {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return claimable({ ...about, certificateId });
}

/** With number, end and verification page (R19), if there is an address. */
export function claimed(
  { holderEmail: to, holderName: name, certification, certificateId, certificateNumber }: Certificate,
  validUntil: Instant,
  verify: string,
): Notification[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title, certificateId };
  return [{ ...about, tells: "claimed", certificateNumber, validUntil, verify }];
}

export function revoked(
  { holderEmail: to, holderName: name, certification, certificateId }: Certificate,
  reason: string,
): Notification[] {
  const about = { name, certification: certification.title, certificateId };
  return to === undefined ? [] : [{ ...about, to, tells: "revoked", reason }];
}

/** A bound sitting's result was corrected (R16), perhaps with a certificate to claim. */
export function boundResultCorrected(
  { holderEmail: to, holderName: name }: Pick<Certificate, "holderEmail" | "holderName">,
  { certification, exam }: Pick<BindableSitting, "certification" | "exam">,
  outcome: Told,
  isEarned: boolean,
  earnsNothing?: NothingEarned,
): Notification[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title };
  const { title, seriesCode } = examOf(certification, exam);
  const result = {
    ...about,
    tells: "result",
    exam,
    title,
    seriesCode,
    outcome,
    isCorrection: true,
    earnsNothing,
  } as const;
  return [result, ...(isEarned ? claimable(about) : [])];
}
