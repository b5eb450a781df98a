import type { AboutPage } from "../about-page.ts";
import type { NameDifference } from "../exam/name-difference.ts";
import type { Candidate, Registration } from "../exam/registration.ts";
import { calledName, fullNameOf } from "../name.ts";
import type { BoundBinding } from "./binding.ts";
import type { Certificate } from "./certificate.ts";

export type NameNotice = { readonly to: string; readonly name: string; readonly certification: string } & AboutPage &
  (
    | {
        readonly tells: "candidate-corrected";
        readonly fullName: string;
        readonly email: string;
        readonly country: string;
        readonly phone?: string | undefined;
        readonly reason?: string | undefined;
      }
    | {
        readonly tells: "name-corrected";
        readonly fullName: string;
        /** Absent while the exam has earned no certificate. */
        readonly certificateNumber?: string | undefined;
        readonly reason: string;
      }
    | { readonly tells: "name-differs"; readonly registered: string; readonly checked: string }
  );

/** Tells the old and the new address. */
export function candidateCorrected(
  before: Candidate,
  { registrationId, candidate, certification }: Registration,
  reason: string | undefined,
): NameNotice[] {
  const { email, country, phone } = candidate;
  const stated = { fullName: fullNameOf(candidate), email, country, phone };
  const about = { certification: certification.title, registrationId, ...stated, reason };
  const addresses = [...new Set([email, before.email])];
  return addresses.map((to) => ({ ...about, to, tells: "candidate-corrected", name: calledName(candidate) }));
}

export function nameCorrected(
  { holderEmail: to, holderName: name, certification, certificateId, certificateNumber }: Certificate,
  reason: string,
): NameNotice[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title, fullName: name, certificateId };
  return [{ ...about, tells: "name-corrected", certificateNumber, reason }];
}

/** There is no certificate of this exam yet. */
export function bindingNameCorrected(
  { holderEmail: to, holderName: name }: BoundBinding,
  certification: string,
  reason: string,
): NameNotice[] {
  return to === undefined ? [] : [{ to, name, certification, tells: "name-corrected", fullName: name, reason }];
}

/** Tells each name that a centre states once (R19). */
export function nameDiffers(
  about: { readonly to?: string | undefined; readonly name: string; readonly certification: string } & AboutPage,
  before: NameDifference | undefined,
  after: NameDifference | undefined,
): NameNotice[] {
  const { to } = about;
  if (to === undefined || after === undefined || after.checked === before?.checked) return [];
  const { registered, checked } = after;
  return [{ ...about, to, tells: "name-differs", registered, checked }];
}
