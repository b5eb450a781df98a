import type { PartnershipNews, PartnershipNotice } from "../domain/partner/partnership-notice.ts";
import { type Letter, says } from "./letter.ts";
import { type Links, stepTo, toPage } from "./links.ts";
import type { Sentence, Words } from "./words.ts";

/** E-mails about a partnership, to its main account or to the people whom it invites. */
export function aboutPartnership(notice: PartnershipNotice, words: Words, links: Links): Letter {
  const { organization } = notice;
  if (notice.tells === "invited") {
    const when = words.when(notice.expiresAt);
    return {
      subject: words.plain("invitedSubject", { organization }),
      parts: says(
        words.say("invited", { organization }),
        words.say("invitedNext", { when }),
        words.say("invitedDoubt", {}),
      ),
      step: stepTo(words.label("openInvitation"), notice.url),
    };
  }
  const { subject, said } = newsOf(notice, organization, words);
  return {
    subject,
    parts: [...says(...said), { reason: words.say("reason", { reason: notice.reason }) }],
    step: toPage("organization", undefined, words, links),
  };
}

type News = { readonly subject: string; readonly said: readonly Sentence[] };

function newsOf(news: PartnershipNews, organization: string, words: Words): News {
  const of = { organization };
  switch (news.what) {
    case "suspended":
      return {
        subject: words.plain("suspendedSubject", of),
        said: [words.say("suspended", of), words.say("suspendedGoesOn", {})],
      };
    case "resumed":
      return { subject: words.plain("resumedSubject", of), said: [words.say("resumed", of)] };
    case "ended":
      return {
        subject: words.plain("endedSubject", of),
        said: [words.say("ended", of), words.say("endedMembers", {})],
      };
    case "renamed":
      return {
        subject: words.plain("renamedSubject", of),
        said: [words.say("renamed", { before: news.before, organization })],
      };
    case "main-account-taken-over":
      return { subject: words.plain("mainAccountSubject", of), said: [words.say("mainAccount", of)] };
    case "main-account-handed-over":
      return { subject: words.plain("noMainAccountSubject", of), said: [words.say("noMainAccount", of)] };
    case "benefits":
      return benefits(news, organization, words);
  }
}

function benefits(
  { level, granted, remaining }: Extract<PartnershipNews, { what: "benefits" }>,
  organization: string,
  words: Words,
): News {
  const change = granted < 0 ? "benefitsFewer" : "benefitsMore";
  const said = words.say(change, { organization, count: Math.abs(granted), level: words.level(level) });
  return {
    subject: words.plain("benefitsSubject", { organization }),
    said: [said, words.say("benefitsRemain", { count: remaining })],
  };
}
