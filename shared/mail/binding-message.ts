import type { BindingFailure } from "../domain/certificate/binding.ts";
import type { BindingNotice } from "../domain/certificate/binding-notice.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { examNamed } from "./exam-words.ts";
import type { Key } from "./language/language.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, toPage, toSignIn } from "./links.ts";
import type { Sentence, Words } from "./words.ts";

type Bound = Extract<BindingNotice, { tells: "bound" }>;
type Undone = Extract<BindingNotice, { tells: "candidate-link-undone" }>;
type Failed = Extract<BindingNotice, { tells: "binding-failed" }>;

/** Tells that a sitting is bound, and of the certificate or what it lacks. */
export function sittingBound(of: Bound, words: Words, links: Links): Letter {
  const { name, certification, certificate, certificateId } = of;
  const earned: Part[] =
    certificate === undefined
      ? says(words.say("boundWaits", {}))
      : [...says(words.say("boundCertificate", {})), { facts: earnedFacts(certificate, words) }];
  return {
    subject: words.plain("boundSubject", { certification }),
    name,
    parts: [...says(words.say("bound", { exam: examNamed(of, words) })), ...earned],
    step:
      certificate === undefined
        ? toPage("bindings", undefined, words, links)
        : toPage("certificate", certificateId, words, links),
  };
}

function earnedFacts({ number, validUntil }: NonNullable<Bound["certificate"]>, words: Words) {
  return [
    { label: words.label("labelCertificate"), value: number, typed: true },
    { label: words.label("labelValidUntil"), value: words.when(validUntil) },
  ] as const;
}

/** The next step after each failure. */
const remedies = {
  "ids-look-swapped": "looksSwapped",
  "sitting-not-available": "notAvailable",
  "sitting-not-passed": "notPassed",
  "certification-differs-from-sitting": "certificationDiffers",
  "certificate-still-valid": "stillValid",
  "certificate-not-claimed": "notClaimed",
  "sat-while-certified": "bindingSatWhileCertified",
  "already-certified": "bindingAlreadyCertified",
} as const satisfies Record<Exclude<BindingFailure, "result-not-received">, Key>;

function remedy(reason: BindingFailure, words: Words): Sentence {
  if (reason !== "result-not-received") return words.say(remedies[reason], {});
  return words.say("notReceived", { count: programme.bindingDays });
}

/** Tells that a binding has failed, why, and what to do. */
export function bindingFailed(of: Failed, words: Words, links: Links): Letter {
  const { name, certificationId, candidateId, registrationId, reason } = of;
  const facts = [
    { label: words.label("labelCertification"), value: words.certification(certificationId) },
    { label: words.label("labelCandidateId"), value: candidateId, typed: true },
    { label: words.label("labelRegistrationId"), value: registrationId, typed: true },
  ] as const;
  return {
    subject: words.label("bindingFailedSubject"),
    name,
    parts: [...says(words.say("bindingFailed", {})), { facts }, ...says(remedy(reason, words))],
    step: toPage("bindings", undefined, words, links),
  };
}

/** Tells that staff have undone the link of a candidate id. */
export function candidateLinkUndone({ name, candidateId, reason }: Undone, words: Words, links: Links): Letter {
  return {
    subject: words.label("undoneSubject"),
    name,
    parts: [
      ...says(words.say("undone", { candidate: candidateId })),
      { reason: words.say("reason", { reason }) },
      ...says(words.say("undoneStays", {}), words.say("askSupport", {})),
    ],
    step: toSignIn(words, links),
  };
}
