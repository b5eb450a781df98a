import type { OrganizationNotice } from "../domain/partner/organization-notice.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, stepTo } from "./links.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends OrganizationNotice["tells"]> = Extract<OrganizationNotice, { tells: Tells }>;

/** E-mails about joining or leaving an organization. */
export function aboutOrganization(notice: OrganizationNotice, words: Words, links: Links): Letter {
  switch (notice.tells) {
    case "applied":
      return applied(notice, words, links);
    case "application-decided":
      return notice.reader === "organization" ? decidedThere(notice, words) : decided(notice, words, links);
    case "membership-ended":
      return notice.reader === "organization" ? left(notice, words) : ended(notice, words);
  }
}

function applied(of: Notice<"applied">, words: Words, { signIn }: Links): Letter {
  const { organization, applicant, applicantEmail: address } = of;
  const said =
    address === undefined
      ? words.say("applied", { applicant, organization })
      : words.say("appliedAddress", { applicant, address, organization });
  return {
    subject: words.plain("appliedSubject", { applicant, organization }),
    parts: says(said, words.say("appliedNext", {})),
    step: stepTo(words.label("signInAndDecide"), signIn),
  };
}

function decidedThere(of: Notice<"application-decided">, words: Words): Letter {
  const { organization, applicant, reason } = of;
  const isApproved = of.outcome === "approved";
  return {
    subject: words.plain(isApproved ? "otherApprovedSubject" : "otherRejectedSubject", { applicant, organization }),
    parts: [
      ...says(words.say(isApproved ? "otherApproved" : "otherRejected", { applicant, organization })),
      ...because(reason, words),
    ],
  };
}

function decided(of: Notice<"application-decided">, words: Words, { signIn }: Links): Letter {
  const { organization, applicant: name, reason } = of;
  const isApproved = of.outcome === "approved";
  return {
    subject: words.plain(isApproved ? "approvedSubject" : "rejectedSubject", { organization }),
    name,
    parts: [...says(words.say(isApproved ? "approved" : "rejected", { organization })), ...because(reason, words)],
    step: isApproved ? stepTo(words.label("signIn"), signIn) : undefined,
  };
}

function left({ organization, member, returnedCodes }: Notice<"membership-ended">, words: Words): Letter {
  return {
    subject: words.plain("otherLeft", { member, organization }),
    parts: [
      ...says(words.say("otherLeftBody", { member, organization })),
      ...wentBack(organization, returnedCodes, words),
    ],
  };
}

function ended({ organization, member: name, how, returnedCodes }: Notice<"membership-ended">, words: Words): Letter {
  const isOwnWish = how === "quit";
  return {
    subject: words.plain(isOwnWish ? "youLeftSubject" : "removedSubject", { organization }),
    name,
    parts: [
      ...says(words.say(isOwnWish ? "youLeft" : "removed", { organization })),
      ...wentBack(organization, returnedCodes, words),
      ...says(words.say("certificatesStay", {})),
    ],
  };
}

function wentBack(organization: string, count: number, words: Words): Part[] {
  return count === 0 ? [] : says(words.say("codesWentBack", { count, organization }));
}

function because(reason: string | undefined, words: Words): Part[] {
  return reason === undefined ? [] : [{ reason: words.say("reason", { reason }) }];
}
