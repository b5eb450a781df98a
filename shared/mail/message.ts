import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import { appointmentMessage } from "./appointment-message.ts";
import { bindingFailed, candidateLinkUndone, sittingBound } from "./binding-message.ts";
import { examCodeNotice } from "./exam-code-message.ts";
import { aboutName } from "./name-message.ts";
import { orderMessage } from "./order-message.ts";
import { aboutOrganization } from "./organization-message.ts";
import { aboutPartnership } from "./partnership-message.ts";
import { aboutDecision } from "./staff-message.ts";
import { examNamed, outcomeInWords, type Template, utc } from "./template.ts";

/** An e-mail ready to be sent, with the same words as text and as HTML. */
export type Message = Omit<Template, "paragraphs"> & {
  readonly to: string;
  readonly text: string;
  readonly html: string;
};

/**
 * The e-mail that a notification is, of an event at `at`. Instants are told in UTC, and at a test centre in its local time
 * as well.
 */
export function messageOf(notification: Notification, at: Instant): Message {
  const { subject, paragraphs, attachments } = templateOf(notification, at);
  const body = paragraphs.map((each) => `<p>${escapeHtml(each)}</p>`).join("\n");
  const html = `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>\n<body>\n${body}\n</body>\n</html>\n`;
  return {
    to: notification.to,
    subject,
    text: `${paragraphs.join("\n\n")}\n`,
    html,
    ...(attachments && { attachments }),
  };
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each kind of e-mail.
function templateOf(notification: Notification, at: Instant): Template {
  switch (notification.tells) {
    case "registered":
      return registered(notification);
    case "booked":
    case "rescheduled":
    case "cancelled":
      return appointmentMessage(notification, at);
    case "result":
      return result(notification);
    case "claimable":
      return {
        subject: `Claim your certificate: ${notification.certification}`,
        paragraphs: [
          `Dear ${notification.name},`,
          `You have passed ${notification.certification}. Your certificate is ready: sign in and claim it.`,
          "Its validity starts when you claim it.",
        ],
      };
    case "claimed":
      return {
        subject: `Your certificate: ${notification.certification}`,
        paragraphs: [
          `Dear ${notification.name},`,
          `Your certificate for ${notification.certification} has the number ${notification.certificateNumber}.`,
          `It is valid until ${utc(notification.validUntil)}. Anyone can verify it by its number.`,
          ...(notification.verify === undefined ? [] : [`This is the page that shows it: ${notification.verify}`]),
        ],
      };
    case "revoked":
      return {
        subject: `Your certificate was revoked: ${notification.certification}`,
        paragraphs: [
          `Dear ${notification.name},`,
          `Your certificate for ${notification.certification} was revoked. The reason: ${notification.reason}`,
        ],
      };
    case "ending":
      return ending(notification);
    case "applied":
    case "application-decided":
    case "membership-ended":
      return aboutOrganization(notification);
    case "partnership":
    case "invited":
      return aboutPartnership(notification);
    case "bound":
      return sittingBound(notification);
    case "binding-failed":
      return bindingFailed(notification);
    case "candidate-link-undone":
      return candidateLinkUndone(notification);
    case "gift":
      return {
        subject: "You were given an authorization code",
        paragraphs: [
          `Someone gave you the authorization code ${notification.code}.`,
          ...(notification.message === undefined ? [] : [`They wrote: ${notification.message}`]),
          `Sign in with this e-mail address and activate it before ${utc(notification.expiresAt)}.`,
        ],
      };
    case "candidate-corrected":
    case "name-corrected":
    case "name-differs":
      return aboutName(notification);
    case "coupons-issued":
    case "exam-code-assigned":
    case "exam-code-taken-back":
    case "exam-code-ended":
    case "sitting-reported":
      return examCodeNotice(notification);
    case "registration-closed":
    case "sitting-granted":
    case "appointment-closed":
    case "exam-code-cancelled":
    case "reinstated":
      return aboutDecision(notification);
    default:
      return orderMessage(notification);
  }
}

function registered(of: Extract<Notification, { tells: "registered" }>): Template {
  const booking =
    of.eligibilityCode === undefined
      ? `Take the exam before ${utc(of.expiresAt)}.`
      : `Your eligibility code is ${of.eligibilityCode}. Book and take your exam with it before ${utc(of.expiresAt)}.`;
  return {
    subject: `You are registered: ${of.certification}`,
    paragraphs: [`Dear ${of.name},`, `You are registered for ${of.certification}.`, booking],
  };
}

function ending({ what, which, isFor, days, endsAt }: Extract<Notification, { tells: "ending" }>): Template {
  const named = [
    `Your ${what}`,
    ...(which === undefined ? [] : [which]),
    ...(isFor === undefined ? [] : ["for", isFor]),
  ];
  return {
    subject: `Your ${what} ends in ${days} days${isFor === undefined ? "" : `: ${isFor}`}`,
    paragraphs: [`${named.join(" ")} ends on ${utc(endsAt)}.`, "It cannot be extended."],
  };
}

function result(of: Extract<Notification, { tells: "result" }>): Template {
  const outcome = outcomeInWords[of.outcome];
  const ofExam = of.title === undefined ? `The ${of.exam} exam of ${of.certification}` : examNamed(of);
  const subject = `${of.isCorrection ? "Your result was corrected" : "Your result"}: ${of.certification}`;
  const nothing = of.earnsNothing === undefined ? [] : [nothingEarned[of.earnsNothing]];
  return { subject, paragraphs: [`Dear ${of.name},`, `${ofExam}: ${outcome}.`, ...nothing] };
}

/** A person has one certificate of a certification at a time (R8). */
const nothingEarned = {
  "sat-while-certified":
    "You sat the exam while your certificate of this certification was valid. The pass earns no second one.",
  "already-certified": "You have another certificate of this certification. This pass earns no second one.",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (symbol) => `&#${symbol.charCodeAt(0)};`);
}
