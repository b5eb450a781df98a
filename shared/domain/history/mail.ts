import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { WorkItem } from "../work-item.ts";
import { gravity, type MailReturn } from "./mail-return.ts";
import type { Notification } from "./notification.ts";

export type Attachment = { readonly fileName: string; readonly contentType: string; readonly content: string };

/**
 * An e-mail that was sent, or waits for that. Its event keeps it until then, so that a crash never loses it. It keeps what it
 * tells, and its words are made anew for each try.
 */
export type Mail = {
  /** The same for every try: the event's id and a position. */
  readonly mailId: string;
  /** The type of the event that it tells of. */
  readonly event: string;
  readonly at: Instant;
  readonly to: string;
  /** As it was last worded. */
  readonly subject: string;
  /** The facts that it tells. Absent from e-mails of earlier versions, which kept their words. */
  readonly notice?: Notification | undefined;
  /** When that happened, if the e-mail is sent again later. */
  readonly toldOf?: Instant | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
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
  /** It bounced, or its reader reported it as spam. */
  readonly returned?: MailReturn | undefined;
};

/** Days for which a sent e-mail is kept. */
const keptDays = 90;

/** True as long as an e-mail that was sent at `sentAt` must be known. */
export function isKeptAt(sentAt: Instant, now: Instant): boolean {
  return now < plusDays(sentAt, keptDays);
}

/** The end of a sent e-mail's storage (R36). Others are kept until staff have decided. */
export function mailKeptUntil(mail: Mail): Instant | undefined {
  const { status, sentAt, at } = mail;
  return status === "sent" && !isReturned(mail) ? plusDays(sentAt ?? at, keptDays) : undefined;
}

/** Its reader does not have it or want it, and staff have not decided yet. */
function isReturned({ status, returned, sentAgainAs }: Mail): boolean {
  return status === "sent" && returned !== undefined && sentAgainAs === undefined;
}

/**
 * Marks an e-mail. SES tells late, twice and in any order: the graver news stays, and the first of two alike.
 * `undefined`: no news.
 */
export function returnMail(mail: Mail, news: MailReturn, sentAt: Instant): Mail | undefined {
  if (mail.returned !== undefined && gravity(mail.returned) >= gravity(news)) return undefined;
  const returned = { ...mail, returned: news };
  // SES has taken it, although nothing was noted. It must not be sent once more.
  return mail.status === "pending" ? { ...returned, status: "sent", sentAt, nextTryAt: undefined } : returned;
}

/** The e-mail to a blocked address. It was not tried (R36). */
export function parkBlocked(mail: Mail, { how, at, reason }: MailReturn, now: Instant): Mail {
  const what = how === "bounced" ? "an e-mail bounced" : "an e-mail was reported as spam";
  const told = `${addressBlocked}: ${what} on ${at.slice(0, 10)} (${reason})`;
  return { ...mail, status: "parked", parkedAt: now, nextTryAt: undefined, reason: told };
}

/** The name of that reason, for staff who release all e-mails of it. */
export const addressBlocked = "AddressBlocked";

/** Staff send it (R36). A sent one gets a new id, because receivers drop a known id. A parked one is tried again. */
export function sendAgain(mail: Mail | undefined, newId: () => string, now: Instant): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  const { mailId, status } = mail;
  if (status === "pending") return refuse("message-not-sent-yet");
  if (status === "parked") return accept(release(mail, now));
  const { toldOf = mail.at } = mail;
  const links = { sentAgainAs: undefined, sendsAgain: mailId };
  return accept({ ...release(mail, now), mailId: newId(), at: now, toldOf, ...links });
}

/** The e-mail to be tried as a new one. */
export function release(mail: Mail, now: Instant): Mail {
  const empty = { reason: undefined, parkedAt: undefined, sentAt: undefined, returned: undefined } as const;
  return { ...mail, status: "pending", tries: 0, nextTryAt: now, ...empty };
}

/** One transaction holds no more: each is an item and a row of its history, and so may be its address. */
export const maximumReleased = 24;

/** Finds the e-mails that were parked with an error (R36), whatever its words are. */
export function isParkedWith(refusedWith: string): (mail: Mail) => boolean {
  return ({ status, reason }) => status === "parked" && reason?.split(":")[0] === refusedWith;
}

/** Staff give up an e-mail with a wrong address or old news (R36, R37). */
export function closeMail(mail: Mail | undefined): Decision<Mail> {
  if (mail === undefined) return refuse("message-not-found");
  const waits = mail.status === "parked" || isReturned(mail);
  return waits ? accept({ ...mail, status: "closed" }) : refuse("message-not-parked");
}

/** A parked or returned e-mail waits for staff (R37). */
export function workOfMail(mail: Mail): WorkItem[] {
  const { mailId: id, event, at, to, status, reason, parkedAt = at, returned } = mail;
  const link = `/v1/messages/${id}`;
  const item = { id, about: `${event} to ${to}`, link, actions: [`${link}/send`, `${link}/close`] };
  if (status === "parked") return [{ ...item, kind: "parked-message", since: parkedAt, reason }];
  if (returned === undefined || !isReturned(mail)) return [];
  return [{ ...item, kind: "returned-message", since: returned.at, reason: returned.reason }];
}
