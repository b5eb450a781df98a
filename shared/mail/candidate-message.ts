import type { Notification } from "../domain/history/notification.ts";
import { coverageIn, examNamed, nextAfter, outcomes } from "./exam-words.ts";
import { type Fact, type Letter, says } from "./letter.ts";
import { type Links, stepTo, toPage } from "./links.ts";
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
      ...says(words.say(coded ? "registeredNext" : "registeredNextUncoded", {})),
    ],
    step: toPage("registration", registrationId, words, links),
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
  const next = earnsNothing === undefined ? nextAfter[of.outcome] : nothingEarned[earnsNothing];
  return {
    subject: words.plain(isCorrection ? "resultCorrectedSubject" : "resultSubject", { certification }),
    name,
    parts: [
      ...says(words.say(isCorrection ? "resultCorrected" : "resultCame", {})),
      { facts },
      ...says(words.say(next, {})),
    ],
    step: toPage("registration", of.registrationId, words, links),
  };
}

export function claimable(of: Tells<"claimable">, words: Words, { signIn, pageOf }: Links): Letter {
  const { certification, name, certificateId } = of;
  return {
    subject: words.plain("claimableSubject", { certification }),
    name,
    parts: says(words.say("claimable", { certification }), words.say("claimableStarts", {})),
    step: stepTo(words.label("signInAndClaim"), pageOf("certificate", certificateId) ?? signIn),
  };
}

export function claimed(of: Tells<"claimed">, words: Words, { pageOf }: Links): Letter {
  const { certification, name, certificateId, certificateNumber, validUntil, verify } = of;
  const facts = [
    { label: words.label("labelCertificate"), value: certificateNumber, typed: true },
    { label: words.label("labelValidUntil"), value: words.when(validUntil) },
  ] as const;
  return {
    subject: words.plain("claimedSubject", { certification }),
    name,
    parts: [...says(words.say("claimed", { certification })), { facts }, ...says(words.say("claimedNext", {}))],
    step: stepTo(words.label("seeCertificate"), pageOf("certificate", certificateId) ?? verify),
  };
}

export function revoked(of: Tells<"revoked">, words: Words, links: Links): Letter {
  const { certification, name, certificateId, reason } = of;
  return {
    subject: words.plain("revokedSubject", { certification }),
    name,
    parts: [
      ...says(words.say("revoked", { certification })),
      { reason: words.say("reason", { reason }) },
      ...says(words.say("askSupport", {})),
    ],
    step: toPage("certificate", certificateId, words, links),
  };
}

const things = {
  "authorization code": { named: "whatAuthorizationCode", next: "endingActivate", page: "registration" },
  "eligibility code": { named: "whatEligibilityCode", next: "endingTake", page: "registration" },
  registration: { named: "whatRegistration", next: "endingTake", page: "registration" },
  certificate: { named: "whatCertificate", next: "endingCertificate", page: "certificate" },
  "exam code": { named: "whatExamCode", next: "endingTake", page: "examCodes" },
} as const;

export function ending(of: Tells<"ending">, words: Words, links: Links): Letter {
  const { which, days: count, endsAt } = of;
  const { named, next, page } = things[of.what];
  const what = words.label(named);
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
    parts: [...says(words.say("ending", { what })), { facts }, ...says(words.say(next, {}))],
    step: toPage(page, page === "certificate" ? of.certificateId : of.registrationId, words, links),
  };
}

export function gift({ code, message, isFor, expiresAt }: Tells<"gift">, words: Words, { signIn }: Links): Letter {
  const facts: Fact[] = [
    { label: words.label("labelAuthorizationCode"), value: code, typed: true },
    ...(isFor === undefined ? [] : [{ label: words.label("labelFor"), value: coverageIn(words, isFor) }]),
    { label: words.label("labelActivateBefore"), value: words.when(expiresAt) },
  ];
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
