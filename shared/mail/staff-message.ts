import type { StaffNotice } from "../domain/history/staff-notice.ts";
import { examNamed } from "./exam-words.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, toPage, toSignIn } from "./links.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends StaffNotice["tells"]> = Extract<StaffNotice, { tells: Tells }>;

/** E-mails about what staff have decided, to whom it concerns (R36). */
export function aboutDecision(of: StaffNotice, words: Words, links: Links): Letter {
  const { subject, parts } = told(of, words);
  return { subject, name: of.name, parts, step: pageOf(of, words, links) };
}

function pageOf(of: StaffNotice, words: Words, links: Links) {
  if (of.tells === "reinstated") return toPage("certificate", of.certificateId, words, links);
  if (of.tells === "exam-code-cancelled") return toSignIn(words, links);
  return toPage("registration", of.registrationId, words, links);
}

function told(of: StaffNotice, words: Words): Pick<Letter, "subject" | "parts"> {
  const { certification } = of;
  switch (of.tells) {
    case "registration-closed":
      return {
        subject: words.plain("closedSubject", { certification }),
        parts: [
          ...says(words.say("closed", { certification })),
          because(of.reason, words),
          ...says(words.say("askSupport", {})),
        ],
      };
    case "sitting-granted":
      return granted(of, words);
    case "appointment-closed":
      return appointmentClosed(of, words);
    case "exam-code-cancelled":
      return codeCancelled(of, words);
    case "reinstated":
      return {
        subject: words.plain("reinstatedSubject", { certification }),
        parts: [
          ...says(words.say("reinstated", { number: of.certificateNumber, certification })),
          because(of.reason, words),
        ],
      };
  }
}

function granted(of: Notice<"sitting-granted">, words: Words) {
  const { certification, code, until } = of;
  const before = words.label(code === undefined ? "labelTakeBefore" : "labelBookBefore");
  const typed =
    code === undefined ? [] : [{ label: words.label("labelEligibilityCode"), value: code, typed: true } as const];
  return {
    subject: words.plain("grantedSubject", { certification }),
    parts: [
      ...says(words.say("granted", { exam: examNamed(of, words) })),
      { facts: [...typed, { label: before, value: words.when(until) }] },
      ...says(words.say(code === undefined ? "registeredNextUncoded" : "registeredNext", {})),
    ],
  };
}

function appointmentClosed(of: Notice<"appointment-closed">, words: Words) {
  const { certification, confirmationNumber: number, reason, sitting } = of;
  return {
    subject: words.plain("appointmentClosedSubject", { certification }),
    parts: [
      ...says(words.say("appointmentClosed", { number, exam: examNamed(of, words) })),
      because(reason, words),
      ...says(
        ...(sitting === "given-back"
          ? [words.say("givenBack", {})]
          : [words.say("usedUp", {}), words.say("askSupport", {})]),
      ),
    ],
  };
}

function codeCancelled(of: Notice<"exam-code-cancelled">, words: Words) {
  const { certification, code, replacedBy, reason } = of;
  return {
    subject: words.plain("codeCancelledSubject", { certification }),
    parts: [
      ...says(words.say("codeCancelled", { code, exam: examNamed(of, words) })),
      because(reason, words),
      ...says(replacedBy === undefined ? words.say("askSupport", {}) : words.say("codeReplaced", { code: replacedBy })),
    ],
  };
}

function because(reason: string, words: Words): Part {
  return { reason: words.say("reason", { reason }) };
}
