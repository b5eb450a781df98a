import type { OrganizationNotice } from "../domain/partner/organization-notice.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, stepTo, toPage, toSignIn } from "./links.ts";
import { unlinked } from "./unlinked.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends OrganizationNotice["tells"]> = Extract<OrganizationNotice, { tells: Tells }>;

/** E-mails about joining or leaving an organization. */
export function aboutOrganization(notice: OrganizationNotice, words: Words, links: Links): Letter {
  switch (notice.tells) {
    case "applied":
      return applied(notice, words, links);
    case "application-decided":
      return notice.reader === "organization" ? decidedThere(notice, words, links) : decided(notice, words, links);
    case "membership-ended":
      return notice.reader === "organization" ? left(notice, words, links) : ended(notice, words, links);
  }
}

function applied(of: Notice<"applied">, words: Words, links: Links): Letter {
  const { organization, applicant, applicantEmail: address } = of;
  const said =
    address === undefined
      ? words.say("applied", { applicant, organization })
      : words.say("appliedAddress", { applicant, address, organization });
  return {
    subject: words.plain("appliedSubject", { applicant, organization }),
    parts: says(said, words.say("appliedNext", {})),
    step: stepTo(words.label("signInAndDecide"), links.pageOf("organization") ?? links.signIn),
  };
}

function decidedThere(of: Notice<"application-decided">, words: Words, links: Links): Letter {
  const { organization, applicant, reason } = of;
  const isApproved = of.outcome === "approved";
  return {
    subject: words.plain(isApproved ? "otherApprovedSubject" : "otherRejectedSubject", { applicant, organization }),
    parts: [
      ...says(words.say(isApproved ? "otherApproved" : "otherRejected", { applicant, organization })),
      ...because(reason, words),
      ...(isApproved ? says(words.say("otherApprovedNext", {})) : []),
    ],
    step: toPage("organization", undefined, words, links),
  };
}

function decided(of: Notice<"application-decided">, words: Words, links: Links): Letter {
  const { organization, applicant: name, reason } = of;
  const isApproved = of.outcome === "approved";
  return {
    subject: words.plain(isApproved ? "approvedSubject" : "rejectedSubject", { organization }),
    name,
    parts: [
      ...says(words.say(isApproved ? "approved" : "rejected", { organization })),
      ...because(reason, words),
      ...says(words.say(isApproved ? "approvedNext" : "rejectedNext", {})),
    ],
    step: toSignIn(words, links),
  };
}

function left(of: Notice<"membership-ended">, words: Words, links: Links): Letter {
  const { organization, member, returnedCodes } = of;
  return {
    subject: words.plain("otherLeft", { member, organization }),
    parts: [
      ...says(words.say("otherLeftBody", { member, organization })),
      ...wentBack(organization, returnedCodes, words),
    ],
    step: toPage("organization", undefined, words, links),
  };
}

function ended(of: Notice<"membership-ended">, words: Words, links: Links): Letter {
  const { organization, member: name, how, returnedCodes } = of;
  const isOwnWish = how === "quit";
  return {
    subject: words.plain(isOwnWish ? "youLeftSubject" : "removedSubject", { organization }),
    name,
    parts: [
      ...says(words.say(isOwnWish ? "youLeft" : "removed", { organization })),
      ...wentBack(organization, returnedCodes, words),
      ...says(words.say("certificatesStay", {})),
    ],
    step: toSignIn(words, links),
  };
}

function wentBack(organization: string, count: number, words: Words): Part[] {
  return count === 0 ? [] : says(words.say("codesWentBack", { count, organization }));
}

/** An organization's manager wrote it. */
function because(reason: string | undefined, words: Words): Part[] {
  return reason === undefined ? [] : [{ reason: words.say("reason", { reason: unlinked(reason) }) }];
}
