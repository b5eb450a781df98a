import type { PartnershipNews, PartnershipNotice } from "../domain/partner/partnership-notice.ts";
import { type Template, utc } from "./template.ts";

/** E-mails about a partnership, to its main account or to the people whom it invites. */
export function aboutPartnership(notice: PartnershipNotice): Template {
  const { organization } = notice;
  if (notice.tells === "invited") {
    return {
      subject: `You are invited to join ${organization}`,
      paragraphs: [
        `${organization} invites you to join its training organization. Its exam codes can then be given to you, and your certificates count for it.`,
        `Sign in and apply by this link, before ${utc(notice.expiresAt)}: ${notice.url}`,
        "The main account decides on your application. If you do not know this company, do nothing.",
      ],
    };
  }
  const { subject, paragraphs } = newsOf(notice, organization);
  return { subject: `${subject}: ${organization}`, paragraphs: [...paragraphs, `The reason: ${notice.reason}`] };
}

function newsOf(news: PartnershipNews, organization: string): Template {
  switch (news.what) {
    case "suspended":
      return {
        subject: "The partnership is suspended",
        paragraphs: [
          `The partnership of ${organization} is suspended. Until it is resumed, nobody joins, no coupons are issued and no exam codes are given out.`,
          "Exam codes that members have go on, and their certificates count.",
        ],
      };
    case "resumed":
      return {
        subject: "The partnership goes on",
        paragraphs: [`The partnership of ${organization} is resumed. All is as it was before it was suspended.`],
      };
    case "ended":
      return {
        subject: "The partnership has ended",
        paragraphs: [
          `The partnership of ${organization} has ended. Its exam codes that are not booked cannot be used any more; exams that are booked go on.`,
          "From now on no certificate counts for it. Its members keep their certificates, and may leave to join another organization.",
        ],
      };
    case "renamed":
      return {
        subject: "The partner has another name",
        paragraphs: [`The name of ${news.before} was changed to ${organization}.`],
      };
    case "main-account-taken-over":
      return {
        subject: "Yours is the main account",
        paragraphs: [`Your account is now the main account of ${organization}: it decides who joins.`],
      };
    case "main-account-handed-over":
      return {
        subject: "Yours is no longer the main account",
        paragraphs: [`Another account is now the main account of ${organization}. Yours is a manager's.`],
      };
    case "benefits":
      return benefits(news, organization);
  }
}

function benefits({ level, granted, remaining }: Extract<PartnershipNews, { what: "benefits" }>, organization: string) {
  const than = `coupons of the level ${level.toUpperCase()} than before`;
  const change = granted < 0 ? `may have ${-granted} fewer ${than}` : `may have ${granted} more ${than}`;
  return {
    subject: "The partner's coupons have changed",
    paragraphs: [`${organization} ${change}. ${remaining} remain to be issued.`],
  };
}
