import type { ExamCodeNotice } from "../domain/partner/exam-code-notice.ts";
import { examNamed, outcomes } from "./exam-words.ts";
import { type Letter, says } from "./letter.ts";
import { type Links, stepTo } from "./links.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends ExamCodeNotice["tells"]> = Extract<ExamCodeNotice, { tells: Tells }>;

/** E-mails about a partner's coupons, to who applied for them, and about exam codes, to their members (R24, R25). */
export function examCodeLetter(of: ExamCodeNotice, words: Words, links: Links): Letter {
  const { certification } = of;
  switch (of.tells) {
    case "coupons-issued":
      return issued(of, words, links);
    case "exam-code-assigned":
      return assigned(of, words, links);
    case "exam-code-taken-back":
    case "exam-code-ended": {
      const [subject, told] =
        of.tells === "exam-code-ended"
          ? (["codeEndedSubject", "codeEnded"] as const)
          : (["takenBackSubject", "takenBack"] as const);
      const parts = says(words.say(told, { code: of.code, exam: examNamed(of, words) }));
      return { subject: words.plain(subject, { certification }), name: of.name, parts };
    }
    case "sitting-reported":
      return reported(of, words, links);
  }
}

function issued(of: Notice<"coupons-issued">, words: Words, { signIn }: Links): Letter {
  const { certification, partner, quantity, remaining, changeId, expiresAt } = of;
  const facts = [
    { label: words.label("labelUseBefore"), value: words.when(expiresAt) },
    { label: words.label("labelBenefitChange"), value: changeId, typed: true },
  ] as const;
  return {
    subject: words.plain("couponsSubject", { certification }),
    parts: [
      ...says(words.say("coupons", { partner, count: quantity, exam: examNamed(of, words) })),
      { facts },
      ...says(words.say("couponsNext", {}), words.say("couponsRemain", { count: remaining })),
    ],
    step: stepTo(words.label("signIn"), signIn),
  };
}

function assigned(of: Notice<"exam-code-assigned">, words: Words, { signIn }: Links): Letter {
  const { certification, name, code, centers = [], expiresAt, instructionsUrl: url } = of;
  const facts = [
    { label: words.label("labelExamCode"), value: code, typed: true },
    { label: words.label("labelBookBefore"), value: words.when(expiresAt) },
  ] as const;
  return {
    subject: words.plain("assignedSubject", { certification }),
    name,
    parts: [
      ...says(words.say("assigned", { code, exam: examNamed(of, words) })),
      { facts },
      ...(centers.length === 0 ? [] : says(words.say("assignedCenters", { centers: words.anyOf(centers) }))),
      ...(url === undefined ? [] : [{ link: { label: words.label("howBooked"), url } }]),
    ],
    step: stepTo(words.label("signIn"), signIn),
  };
}

function reported(of: Notice<"sitting-reported">, words: Words, { signIn }: Links): Letter {
  const { certification, name, code, outcome, isCorrection } = of;
  const told = isCorrection ? "sittingCorrected" : "sittingCame";
  const said = words.say(told, { exam: examNamed(of, words), code, outcome: words.label(outcomes[outcome]) });
  const isPass = outcome === "pass";
  return {
    subject: words.plain("sittingSubject", { certification }),
    name,
    parts: says(said, ...(isPass ? [words.say("linkIt", {})] : [])),
    step: stepTo(words.label(isPass ? "signInAndLink" : "signIn"), signIn),
  };
}
