import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { WorkItem } from "../work-item.ts";

export type Attachment = { readonly fileName: string; readonly contentType: string; readonly content: string };

/** Stored before it is sent, so that a crash never loses it. */
export type Mail = {
  /** The same for every try: the event's id and a position. */
  readonly mailId: string;
  /** The type of the event that it tells of. */
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
  readonly reason?: string | undefined;
  readonly sentAt?: Instant | undefined;
  readonly parkedAt?: Instant | undefined;
  /** The latest repetition of this e-mail, and the e-mail that this one repeats. */
  readonly sentAgainAs?: string | undefined;
  readonly sendsAgain?: string | undefined;
};

/** Days for which a sent e-mail is kept. */
const keptDays = 90;

/** The end of a sent e-mail's storage (R36). Others are kept until staff have decided. */
export function mailKeptUntil({ status, sentAt, at }: Mail): Instant | undefined {
  return status === "sent" ? plusDays(sentAt ?? at, keptDays) : undefined;
}

/** Staff send it (R36). A sent one gets a new id, because receivers drop a known id. A parked one is tried again. */
export function sendAgain(mail: Mail | undefined, newId: () => string, now: Instant): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  const { mailId, status } = mail;
  if (status === "pending") return refuse("message-not-sent-yet");
  if (status === "parked") return accept(release(mail, now));
  return accept({ ...release(mail, now), mailId: newId(), at: now, sentAgainAs: undefined, sendsAgain: mailId });
}

/** The e-mail to be tried as a new one. */
export function release(mail: Mail, now: Instant): Mail {
  const empty = { reason: undefined, parkedAt: undefined, sentAt: undefined } as const;
  return { ...mail, status: "pending", tries: 0, nextTryAt: now, ...empty };
}

/** One transaction holds no more: each is an item and a row of its history. */
export const maximumReleased = 25;

/** Finds the e-mails that were parked with an error (R36), whatever its words are. */
export function isParkedWith(refusedWith: string): (mail: Mail) => boolean {
  return ({ status, reason }) => status === "parked" && reason?.split(":")[0] === refusedWith;
}

/** Staff give up an e-mail with a wrong address or old news (R36, R37). */
export function closeMail(mail: Mail | undefined): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  return mail.status === "parked" ? accept({ ...mail, status: "closed" }) : refuse("message-not-parked");
}

/** A parked e-mail waits for staff (R37). */
export function workOfMail({ mailId: id, event, at, to, status, reason, parkedAt = at }: Mail): WorkItem[] {
  if (status !== "parked") return [];
  const link = `/v1/messages/${id}`;
  const actions = [`${link}/send`, `${link}/close`];
  return [{ kind: "parked-message", id, since: parkedAt, about: `${event} to ${to}`, reason, link, actions }];
}
