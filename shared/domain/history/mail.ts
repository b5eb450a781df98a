import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { WorkItem } from "../overview/work.ts";

/** A file of text that hangs on an e-mail. */
export type Attachment = { readonly fileName: string; readonly contentType: string; readonly content: string };

/** An e-mail on its way: kept from before it is first sent, so that a crash never loses it. */
export type Mail = {
  /** The same for every attempt; the event's id and its place in it. */
  readonly mailId: string;
  readonly event: string;
  readonly at: Instant;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly status: "pending" | "sent" | "parked" | "closed";
  readonly tries: number;
  readonly nextTryAt?: Instant | undefined;
  /** The reason for which the last try failed. */
  readonly reason?: string | undefined;
  /** Since when staff must look at it. */
  readonly parkedAt?: Instant | undefined;
  /** The e-mail with the same words that was sent after it, the last one; and the one that was sent before. */
  readonly sentAgainAs?: string | undefined;
  readonly sendsAgain?: string | undefined;
};

/**
 * Staff have an e-mail sent (R36): a parked one, whose tries begin anew; or one that was sent, as another e-mail with an id
 * of its own. A receiver drops an e-mail whose id it has seen, so that under the same id it might never arrive.
 */
export function sendAgain(mail: Mail | undefined, newId: () => string, now: Instant): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  const { mailId, status } = mail;
  if (status === "pending") return refuse("message-not-sent-yet");
  const anew = { status: "pending", tries: 0, nextTryAt: now, reason: undefined, parkedAt: undefined } as const;
  if (status === "parked") return accept({ ...mail, ...anew });
  return accept({ ...mail, ...anew, mailId: newId(), at: now, sentAgainAs: undefined, sendsAgain: mailId });
}

/** Staff give an e-mail up that cannot be sent: its address is wrong, or its news is old (R36, R37). */
export function closeMail(mail: Mail | undefined): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  return mail.status === "parked" ? accept({ ...mail, status: "closed" }) : refuse("message-not-parked");
}

/** A parked e-mail waits until staff have it sent or give it up (R37). */
export function workOfMail({ mailId: id, event, at, to, status, reason, parkedAt = at }: Mail): WorkItem[] {
  if (status !== "parked") return [];
  const link = `/v1/messages/${id}`;
  const actions = [`${link}/send`, `${link}/close`];
  return [{ kind: "parked-message", id, since: parkedAt, about: `${event} to ${to}`, reason, link, actions }];
}
