import type { Notification } from "../domain/history/notification.ts";
import { coverageIn, examNamed, outcomes } from "./exam-words.ts";
import { type Fact, type Letter, says } from "./letter.ts";
import { type Links, stepTo, toCertificate, toRegistration } from "./links.ts";
import type { Words } from "./words.ts";

type Tells<Kind extends Notification["tells"]> = Extract<Notification, { tells: Kind }>;

export function registered(of: Tells<"registered">, words: Words, links: Links): Letter {
  const { registrationId, certification, name, eligibilityCode, expiresAt } = of;
  const coded = eligibilityCode !== undefined;
  const code: Fact[] = coded
    ? [{ label: words.label("labelEligibilityCode"), value: eligibilityCode, typed: true }]
    : [];
  const before = words.label(coded ? "labelBookBefore" : "labelTakeBefore");
  return {
    subject: words.plain("registeredSubject", { certification }),
    name,
    parts: [
      ...says(words.say("registered", { certification })),
      { facts: [...code, { label: before, value: words.when(expiresAt) }] },
      ...(coded ? says(words.say("registeredNext", {})) : []),
    ],
    step: toRegistration(registrationId, words, links),
  };
}

/** A person has one certificate of a certification at a time (R8). */
const nothingEarned = {
  "sat-while-certified": "satWhileCertified",
  "already-certified": "alreadyCertified",
} as const;

export function result(of: Tells<"result">, words: Words, links: Links): Letter {
  const { certification, name, isCorrection, earnsNothing } = of;
  const facts = [
    { label: words.label("labelExam"), value: examNamed(of, words) },
    { label: words.label("labelResult"), value: words.label(outcomes[of.outcome]) },
  ];
  return {
    subject: words.plain(isCorrection ? "resultCorrectedSubject" : "resultSubject", { certification }),
    name,
    parts: [
      ...says(words.say(isCorrection ? "resultCorrected" : "resultCame", {})),
      { facts },
      ...(earnsNothing === undefined ? [] : says(words.say(nothingEarned[earnsNothing], {}))),
    ],
    step: toRegistration(of.registrationId, words, links),
  };
}

export function claimable(of: Tells<"claimable">, words: Words, { signIn, certificate }: Links): Letter {
  const { certification, name, certificateId } = of;
  return {
    subject: words.plain("claimableSubject", { certification }),
    name,
    parts: says(words.say("claimable", { certification }), words.say("claimableStarts", {})),
    step: stepTo(words.label("signInAndClaim"), certificate(certificateId) ?? signIn),
  };
}

export function claimed(of: Tells<"claimed">, words: Words, { certificate }: Links): Letter {
  const { certification, name, certificateId, certificateNumber, validUntil, verify } = of;
  const facts = [
    { label: words.label("labelCertificate"), value: certificateNumber, typed: true },
    { label: words.label("labelValidUntil"), value: words.when(validUntil) },
  ] as const;
  return {
    subject: words.plain("claimedSubject", { certification }),
    name,
    parts: [...says(words.say("claimed", { certification })), { facts }],
    step: stepTo(words.label("seeCertificate"), certificate(certificateId) ?? verify),
  };
}

export function revoked({ certification, name, reason }: Tells<"revoked">, words: Words): Letter {
  return {
    subject: words.plain("revokedSubject", { certification }),
    name,
    parts: [
      ...says(words.say("revoked", { certification })),
      { reason: words.say("reason", { reason }) },
      ...says(words.say("askSupport", {})),
    ],
  };
}

const things = {
  "authorization code": "whatAuthorizationCode",
  "eligibility code": "whatEligibilityCode",
  registration: "whatRegistration",
  certificate: "whatCertificate",
  "exam code": "whatExamCode",
} as const;

export function ending(of: Tells<"ending">, words: Words, links: Links): Letter {
  const { which, days: count, endsAt } = of;
  const what = words.label(things[of.what]);
  const isFor = of.isFor === undefined ? undefined : coverageIn(words, of.isFor);
  const facts: Fact[] = [
    ...(which === undefined ? [] : [{ label: words.label("labelNumber"), value: which, typed: true } as const]),
    ...(isFor === undefined ? [] : [{ label: words.label("labelFor"), value: isFor }]),
    { label: words.label("labelEnds"), value: words.when(endsAt) },
  ];
  return {
    subject:
      isFor === undefined
        ? words.plain("endingSubject", { what, count })
        : words.plain("endingSubjectFor", { what, count, isFor }),
    parts: [
      ...says(of.what === "certificate" ? words.say("endingCertificate", {}) : words.say("ending", { what })),
      { facts },
    ],
    step: (of.certificateId === undefined ? toRegistration : toCertificate)(
      of.certificateId ?? of.registrationId,
      words,
      links,
    ),
  };
}

export function gift({ code, message, expiresAt }: Tells<"gift">, words: Words, { signIn }: Links): Letter {
  const facts = [
    { label: words.label("labelAuthorizationCode"), value: code, typed: true },
    { label: words.label("labelActivateBefore"), value: words.when(expiresAt) },
  ] as const;
  return {
    subject: words.label("giftSubject"),
    parts: [
      ...says(words.say("gift", {})),
      ...(message === undefined ? [] : [{ reason: words.say("giftWrote", { message }) }]),
      { facts },
    ],
    step: stepTo(words.label("signInAndActivate"), signIn),
  };
}
