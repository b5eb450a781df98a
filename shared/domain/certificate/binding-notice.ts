import type { AboutPage } from "../about-page.ts";
import type { Instant } from "../instant.ts";
import { examOf } from "../programme/exam-series.ts";
import type { Binding, BindingFailure, BoundBinding, FailedBinding } from "./binding.ts";
import type { ClaimedCertificate } from "./certificate.ts";

export type BindingNotice = { readonly to: string } & (
  | {
      readonly tells: "bound";
      readonly name: string;
      readonly certification: string;
      readonly exam: string;
      /** Absent from e-mails of earlier versions. */
      readonly title?: string | undefined;
      readonly seriesCode?: string | undefined;
      /** Absent while other exams are missing. */
      readonly certificate?: { readonly number: string; readonly validUntil: Instant } | undefined;
      readonly certificateId?: AboutPage["certificateId"];
    }
  | {
      readonly tells: "candidate-link-undone";
      readonly name: string;
      readonly candidateId: string;
      readonly reason: string;
    }
  | {
      readonly tells: "binding-failed";
      readonly name: string;
      readonly certificationId: string;
      readonly candidateId: string;
      readonly registrationId: string;
      readonly reason: BindingFailure;
    }
);

/** Tells the account, if it has an address (R26). */
export function sittingBound(
  { holderEmail: to, holderName: name, exam }: BoundBinding,
  subject: Parameters<typeof examOf>[0] & { readonly title: string },
  certificate: ClaimedCertificate | undefined,
): BindingNotice[] {
  if (to === undefined) return [];
  const earned = certificate && { number: certificate.certificateNumber, validUntil: certificate.validUntil };
  const { title, seriesCode } = examOf(subject, exam);
  const about = { to, name, certification: subject.title, exam, title, seriesCode };
  return [{ ...about, tells: "bound", certificate: earned, certificateId: certificate?.certificateId }];
}

export function bindingFailed({
  holderEmail: to,
  holderName: name,
  certificationId,
  candidateId,
  registrationId,
  reason,
}: FailedBinding): BindingNotice[] {
  if (to === undefined) return [];
  return [{ to, tells: "binding-failed", name, certificationId, candidateId, registrationId, reason }];
}

/** Staff have undone the link that a binding made (R36). */
export function candidateLinkUndone(binding: Binding | undefined, reason: string): BindingNotice[] {
  const { holderEmail: to, holderName: name = "", candidateId = "" } = binding ?? {};
  return to === undefined ? [] : [{ to, tells: "candidate-link-undone", name, candidateId, reason }];
}
