import type { Mail } from "../domain/history/mail.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import { programme as ours } from "../domain/programme/programme-versions.ts";
import { appointmentLetter } from "./appointment-message.ts";
import { bindingFailed, candidateLinkUndone, sittingBound } from "./binding-message.ts";
import { claimable, claimed, ending, gift, registered, result, revoked } from "./candidate-message.ts";
import { examCodeLetter } from "./exam-code-message.ts";
import { htmlOf } from "./html.ts";
import type { Letter } from "./letter.ts";
import { type Links, linksOf } from "./links.ts";
import { aboutName } from "./name-message.ts";
import { orderLetter } from "./order-message.ts";
import { aboutOrganization } from "./organization-message.ts";
import { aboutPartnership } from "./partnership-message.ts";
import { type Reader, wordsFor } from "./reader.ts";
import { aboutDecision } from "./staff-message.ts";
import { textOf } from "./text.ts";
import type { Words } from "./words.ts";

/** An e-mail ready to be sent, with the same words as text and as HTML. */
export type Message = Pick<Letter, "subject" | "attachments"> & {
  readonly to: string;
  readonly text: string;
  readonly html: string;
};

/**
 * The e-mail in the words of today, so that one that is sent again may be worded, or be in another language, than before. One
 * that an earlier version stored keeps its words.
 */
export function wordedNow(mail: Mail, reader?: Reader): Message {
  const { notice, at, toldOf = at, to, subject, text = "", html = "", attachments } = mail;
  return notice === undefined ? { to, subject, text, html, attachments } : messageOf(notice, toldOf, reader);
}

/**
 * The e-mail that a notification is, of an event at `at`, in the reader's language and on the reader's clock. Where these are
 * not known, the programme's count.
 */
export function messageOf(notification: Notification, at: Instant, reader: Reader = {}, programme = ours): Message {
  const words = wordsFor(reader, programme);
  const letter = letterOf(notification, at, words, linksOf(programme.branding));
  const { subject, attachments } = letter;
  return {
    to: notification.to,
    subject,
    text: textOf(letter, words, programme),
    html: htmlOf(letter, words, programme),
    ...(attachments && { attachments }),
  };
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each kind of e-mail.
function letterOf(notification: Notification, at: Instant, words: Words, links: Links): Letter {
  switch (notification.tells) {
    case "registered":
      return registered(notification, words, links);
    case "booked":
    case "rescheduled":
    case "cancelled":
      return appointmentLetter(notification, at, words, links);
    case "result":
      return result(notification, words, links);
    case "claimable":
      return claimable(notification, words, links);
    case "claimed":
      return claimed(notification, words, links);
    case "revoked":
      return revoked(notification, words, links);
    case "ending":
      return ending(notification, words, links);
    case "applied":
    case "application-decided":
    case "membership-ended":
      return aboutOrganization(notification, words, links);
    case "partnership":
    case "invited":
      return aboutPartnership(notification, words, links);
    case "bound":
      return sittingBound(notification, words, links);
    case "binding-failed":
      return bindingFailed(notification, words, links);
    case "candidate-link-undone":
      return candidateLinkUndone(notification, words, links);
    case "gift":
      return gift(notification, words, links);
    case "candidate-corrected":
    case "name-corrected":
    case "name-differs":
      return aboutName(notification, words, links);
    case "coupons-issued":
    case "exam-code-assigned":
    case "exam-code-taken-back":
    case "exam-code-ended":
    case "sitting-reported":
      return examCodeLetter(notification, words, links);
    case "registration-closed":
    case "sitting-granted":
    case "appointment-closed":
    case "exam-code-cancelled":
    case "reinstated":
      return aboutDecision(notification, words, links);
    default:
      return orderLetter(notification, words, links);
  }
}
