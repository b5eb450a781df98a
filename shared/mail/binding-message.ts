import type { BindingFailure } from "../domain/certificate/binding.ts";
import type { BindingNotice } from "../domain/certificate/binding-notice.ts";
import { inDays } from "../domain/period.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { type Template, utc } from "./template.ts";

type Bound = Extract<BindingNotice, { tells: "bound" }>;
type Undone = Extract<BindingNotice, { tells: "candidate-link-undone" }>;
type Failed = Extract<BindingNotice, { tells: "binding-failed" }>;

/** Tells that a sitting is bound, and of the certificate or what it lacks. */
export function sittingBound({ name, certification, exam, certificate }: Bound): Template {
  const earned =
    certificate === undefined
      ? "Your certificate follows once you have bound a pass of each of its exams."
      : `Your certificate has the number ${certificate.number} and is valid until ${utc(certificate.validUntil)}.`;
  return {
    subject: `Your exam was linked: ${certification}`,
    paragraphs: [`Dear ${name},`, `Your ${exam} exam of ${certification} is linked to your account, for good.`, earned],
  };
}

/** The next step after each failure. */
const remedies: Record<BindingFailure, string> = {
  "result-not-received": `The test centre sent no result for them within ${inDays(programme.bindingDays)}. Check both identifiers, and ask again once the test centre has told you the result.`,
  "ids-look-swapped":
    "They look exchanged. Ask again the other way round: the registration id names one sitting, the candidate id the person.",
  "sitting-not-available":
    "They name a sitting that your account cannot link: it is linked to another account, or was paid with an exam code that another account was given. Check both identifiers and your account.",
  "sitting-not-passed": "The exam was not passed. Only a passed exam can be linked.",
  "certification-differs-from-sitting": "The exam was one of another certification. Ask again and choose that one.",
  "certificate-still-valid":
    "You hold a valid certificate of this certification. You can ask again once that one has ended.",
  "certificate-not-claimed":
    "You have passed this certification already and not claimed its certificate. Claim that one.",
  "sat-while-certified": "You sat the exam while you held a valid certificate of this certification.",
  "already-certified": "You have received a certificate of this certification since you passed this exam.",
};

/** Tells that a binding has failed, why, and what to do. */
export function bindingFailed({ name, certificationId, candidateId, registrationId, reason }: Failed): Template {
  return {
    subject: `Your exam could not be linked: ${certificationId}`,
    paragraphs: [
      `Dear ${name},`,
      `Your exam with the candidate id ${candidateId} and the registration id ${registrationId} could not be linked to your account.`,
      remedies[reason],
    ],
  };
}

/** Tells that staff have undone the link of a candidate id. */
export function candidateLinkUndone({ name, candidateId, reason }: Undone): Template {
  return {
    subject: "A candidate id is not linked to your account any more",
    paragraphs: [
      `Dear ${name},`,
      `The candidate id ${candidateId} was linked to your account. The programme's staff have undone that. The reason: ${reason}`,
      "The exams that you have linked stay yours.",
    ],
  };
}
