import type { ExamCodeNotice } from "../domain/partner/exam-code-notice.ts";
import { examNamed, nextAfter, outcomes } from "./exam-words.ts";
import { type Letter, says } from "./letter.ts";
import { type Links, stepTo, toPage, toSignIn } from "./links.ts";
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
      const said = words.say(told, { code: of.code, exam: examNamed(of, words) });
      const parts = says(said, words.say("askOrganization", {}));
      return { subject: words.plain(subject, { certification }), name: of.name, parts, step: toSignIn(words, links) };
    }
    case "sitting-reported":
      return reported(of, words, links);
  }
}

function issued(of: Notice<"coupons-issued">, words: Words, links: Links): Letter {
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
    step: toPage("organization", undefined, words, links),
  };
}

function assigned(of: Notice<"exam-code-assigned">, words: Words, links: Links): Letter {
  const { certification, name, code, centers = [], expiresAt, instructionsUrl: url } = of;
  const facts = [
    { label: words.label("labelExamCode"), value: code, typed: true },
    { label: words.label("labelBookBefore"), value: words.when(expiresAt) },
  ] as const;
  return {
    subject: words.plain("assignedSubject", { certification }),
    name,
    parts: [
      ...says(words.say("assigned", { exam: examNamed(of, words) })),
      { facts },
      ...(centers.length === 0 ? [] : says(words.say("assignedCenters", { centers: words.anyOf(centers) }))),
      ...(url === undefined ? [] : [{ link: { label: words.label("howBooked"), url } }]),
    ],
    step: toPage("examCodes", undefined, words, links),
  };
}

/** The pass of a second centre earns a certificate as soon as its account has linked it (R26). */
function reported(of: Notice<"sitting-reported">, words: Words, links: Links): Letter {
  const { certification, name, code, outcome, isCorrection, isAnothers } = of;
  const facts = [
    { label: words.label("labelExam"), value: examNamed(of, words) },
    { label: words.label("labelResult"), value: words.label(outcomes[outcome]) },
    { label: words.label("labelPaidWith"), value: code, typed: true },
  ] as const;
  const isPass = outcome === "pass";
  const toLink = stepTo(words.label("signInAndLink"), links.pageOf("bindings") ?? links.signIn);
  return {
    subject: words.plain(isCorrection ? "resultCorrectedSubject" : "resultSubject", { certification }),
    name,
    parts: [
      ...says(words.say(isCorrection ? "resultCorrected" : "resultCame", {})),
      { facts },
      ...(isAnothers ? says(words.say("resultOfAnother", {})) : []),
      ...says(words.say(isPass ? "linkIt" : nextAfter[outcome], {})),
    ],
    step: isPass ? toLink : toPage("examCodes", undefined, words, links),
  };
}
