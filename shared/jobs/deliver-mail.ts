import type { Random } from "../domain/code.ts";
import { type Mail, parkBlocked } from "../domain/history/mail.ts";
import type { Notification } from "../domain/history/notification.ts";
import { withoutAddresses } from "../domain/history/without-addresses.ts";
import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import { log } from "../log/log.ts";
import { countParkedMail, countRefusedMail } from "../log/metrics.ts";
import { messageOf } from "../mail/message.ts";
import { isPassing } from "../mail/passing.ts";
import { sendMail } from "../mail/send.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { transact } from "../store/core/transact.ts";
import { mailAddressAt } from "../store/history/mail-addresses.ts";
import { mails } from "../store/history/mails.ts";
import type { JobRun } from "./job.ts";

/** Then it is parked for staff. */
const maximumTries = 6;
const firstPauseMilliseconds = 60_000;
const longestPauseMilliseconds = 60 * firstPauseMilliseconds;

const actor = { kind: "system", id: "mail" } as const;

type MailRun = Omit<JobRun, "hasTime">;

/** An e-mail that is not written yet. Its reader's language is read with the address. */
export type Announced = {
  readonly mailId: string;
  readonly event: string;
  readonly at: Instant;
  readonly notification: Notification;
};

/** `place` is its position among the event's e-mails. */
export function announcedMail(
  { eventId, type, at }: { readonly eventId: string; readonly type: string; readonly at: Instant },
  place: number,
  notification: Notification,
): Announced {
  return { mailId: `${eventId}-${place}`, event: type, at, notification };
}

/** Stores an e-mail in its reader's words, sends it, and records that. A later run sends what is left. A sent one is skipped. */
export async function deliverMail({ mailId, event, at, notification }: Announced, run: MailRun): Promise<void> {
  const ref = mails.at(mailId);
  const address = mailAddressAt(notification.to);
  const facts = new Facts();
  const decide = () => {
    if (facts.get(ref) !== undefined) return undefined;
    const message = messageOf(notification, at, facts.get(address)?.reader);
    const mail: Mail = { mailId, event, at, ...message, status: "pending", tries: 0 };
    return { changes: [put(ref, { ...mail, nextTryAt: pauseAfter(run.now, 0) })] };
  };
  const kept = await transact(facts, { reads: [ref, address], decide }, { ...run, actor });
  if (kept !== undefined) await attempt(facts, run, mailId);
}

/** Parks the e-mail after its last try. */
export async function retryMail(mailId: string, run: MailRun): Promise<void> {
  const facts = new Facts();
  const ref = mails.at(mailId);
  await read(facts, [ref], run.cost);
  const mail = facts.get(ref);
  if (mail !== undefined) await read(facts, [mailAddressAt(mail.to)], run.cost);
  await attempt(facts, run, mailId);
}

async function attempt(facts: Facts, run: MailRun, mailId: string): Promise<void> {
  const mail = facts.get(mails.at(mailId));
  if (mail?.status !== "pending") return;
  const blocked = facts.get(mailAddressAt(mail.to))?.blocked;
  if (blocked !== undefined) {
    // Its address is the fault, and the work list has it. No alarm rings for each further e-mail to it.
    await note(facts, parkBlocked(mail, blocked, run.now), run);
    return;
  }
  try {
    await sendMail(mail);
  } catch (error) {
    await (isPassing(error) ? postpone : refuse)(facts, mail, error, run);
    return;
  }
  const sent = { status: "sent", sentAt: run.now, nextTryAt: undefined, reason: undefined } as const;
  await note(facts, { ...mail, ...sent, tries: mail.tries + 1 }, run);
}

/** SES is busy or away. It is no try, so that an outage parks nothing. */
async function postpone(facts: Facts, mail: Mail, error: unknown, run: MailRun): Promise<void> {
  const nextTryAt = pauseAtAge(run.now, mail.at, run.random);
  await note(facts, { ...mail, reason: reasonOf(error), nextTryAt }, run);
}

/** SES does not take it: the last try parks it. */
async function refuse(facts: Facts, mail: Mail, error: unknown, run: MailRun): Promise<void> {
  const tries = mail.tries + 1;
  const isLast = tries >= maximumTries;
  const parked = { status: "parked", parkedAt: run.now, nextTryAt: undefined } as const;
  const next = isLast ? parked : { nextTryAt: pauseAfter(run.now, tries) };
  if (!(await note(facts, { ...mail, tries, reason: reasonOf(error), ...next }, run))) return;

  const { mailId } = mail;
  const name = error instanceof Error ? error.name : "unknown";
  log("mail.refused", { mailId, requestId: run.requestId, error: name, tries, parked: isLast });
  countRefusedMail();
  if (isLast) countParkedMail();
}

/** For staff, without addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return `${error.name}: ${withoutAddresses(error.message)}`;
}

/** A success counts over any failure of another run. Answers whether this was news. */
async function note(facts: Facts, mail: Mail, run: MailRun): Promise<boolean> {
  const ref = mails.at(mail.mailId);
  const decide = () => {
    const { status, tries, nextTryAt = run.now } = facts.get(ref) ?? mail;
    const isLater = mail.nextTryAt !== undefined && nextTryAt < mail.nextTryAt;
    const isFurther = tries < mail.tries || (tries === mail.tries && isLater);
    const isParked = mail.status === "parked";
    const isNews = mail.status === "sent" ? status !== "sent" : status === "pending" && (isParked || isFurther);
    return isNews ? { changes: [put(ref, mail)] } : undefined;
  };
  return (await transact(facts, { reads: [ref], decide }, { ...run, actor })) !== undefined;
}

/**
 * Doubles the age of an e-mail, from 1 minute to 1 hour: a backoff that needs no counter. With jitter, because e-mails
 * that were refused together for SES's rate would meet again, and SES would be idle between.
 */
function pauseAtAge(now: Instant, at: Instant, random: Random): Instant {
  const age = millisecondsOf(now) - millisecondsOf(at);
  const longest = Math.min(Math.max(age, firstPauseMilliseconds), longestPauseMilliseconds);
  const [drawn = 0] = random(1);
  return instantOf(millisecondsOf(now) + Math.round(longest * (0.5 + drawn / 510)));
}

/** Exponential backoff from 4 minutes. 1 minute if the first try was cut short. */
function pauseAfter(now: Instant, tries: number): Instant {
  return instantOf(millisecondsOf(now) + firstPauseMilliseconds * 4 ** tries);
}
