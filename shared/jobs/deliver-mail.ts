import type { Random } from "../domain/code.ts";
import { type Mail, parkBlocked } from "../domain/history/mail.ts";
import type { Notification } from "../domain/history/notification.ts";
import { withoutAddresses } from "../domain/history/without-addresses.ts";
import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import { log } from "../log/log.ts";
import { countParkedMail, countRefusedMail } from "../log/metrics.ts";
import { certificationsIn } from "../mail/exam-words.ts";
import { wordedNow } from "../mail/message.ts";
import { isPassing } from "../mail/passing.ts";
import { sendMail } from "../mail/send.ts";
import { put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { transact } from "../store/core/transact.ts";
import { mailAddressAt } from "../store/history/mail-addresses.ts";
import { mails } from "../store/history/mails.ts";
import { certifications } from "../store/programme/certifications.ts";
import type { JobRun } from "./job.ts";

/** Then it is parked for staff. */
const maximumTries = 6;
const firstPauseMilliseconds = 60_000;
const longestPauseMilliseconds = 60 * firstPauseMilliseconds;

const actor = { kind: "system", id: "mail" } as const;

type MailRun = Omit<JobRun, "hasTime">;

/** `place` is its position among the event's e-mails. */
export function announcedMail(
  { eventId, type, at }: { readonly eventId: string; readonly type: string; readonly at: Instant },
  place: number,
  notice: Notification,
): Mail {
  const mailId = `${eventId}-${place}`;
  return { mailId, event: type, at, to: notice.to, subject: "", notice, status: "pending", tries: 0 };
}

/**
 * Sends the e-mail of an event, and stores it with what became of that. One that is stored was sent, or the schedule has it.
 * Killed in between, the event comes again, and the e-mail under the same id.
 */
export async function deliverMail(mail: Mail, run: MailRun): Promise<void> {
  const ref = mails.at(mail.mailId);
  const facts = new Facts();
  await read(facts, [ref, ...toldFrom(mail)], run.cost);
  if (facts.get(ref) === undefined) await attempt(facts, run, mail);
}

/** Parks the e-mail after its last try. */
export async function retryMail(mailId: string, run: MailRun): Promise<void> {
  const facts = new Facts();
  const ref = mails.at(mailId);
  await read(facts, [ref], run.cost);
  const mail = facts.get(ref);
  if (mail?.status !== "pending") return;
  await read(facts, toldFrom(mail), run.cost);
  await attempt(facts, run, mail);
}

/** Its reader, and the certifications that it names: a person reads the title that the catalogue has today. */
function toldFrom(mail: Mail): Ref<unknown>[] {
  return [mailAddressAt(mail.to), ...certificationsOf(mail)];
}

function certificationsOf({ notice }: Mail) {
  return notice === undefined ? [] : [...new Set(certificationsIn(notice))].map((each) => certifications.at(each));
}

async function attempt(facts: Facts, run: MailRun, pending: Mail): Promise<void> {
  const { blocked, reader } = facts.get(mailAddressAt(pending.to)) ?? {};
  const named = certificationsOf(pending).flatMap((ref) => facts.get(ref) ?? []);
  const titles = new Map(named.map(({ certificationId, title }) => [certificationId, title]));
  const message = wordedNow(pending, { ...reader, titles });
  const mail = { ...pending, subject: message.subject };
  if (blocked !== undefined) {
    // Its address is the fault, and the work list has it. No alarm rings for each further e-mail to it.
    await note(facts, parkBlocked(mail, blocked, run.now), run);
    return;
  }
  try {
    await sendMail(mail, message);
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

/** Answers whether this was news. */
async function note(facts: Facts, mail: Mail, run: MailRun): Promise<boolean> {
  const ref = mails.at(mail.mailId);
  const decide = () => (isNews(mail, facts.get(ref), run.now) ? { changes: [put(ref, mail)] } : undefined);
  return (await transact(facts, { reads: [ref], decide }, { ...run, actor })) !== undefined;
}

/** A success counts over any failure of another run. */
function isNews(mail: Mail, known: Mail | undefined, now: Instant): boolean {
  if (known === undefined) return true;
  const { status, tries, nextTryAt = now } = known;
  if (mail.status === "sent") return status !== "sent";
  const isLater = mail.nextTryAt !== undefined && nextTryAt < mail.nextTryAt;
  const isFurther = tries < mail.tries || (tries === mail.tries && isLater);
  return status === "pending" && (mail.status === "parked" || isFurther);
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

/** Exponential backoff from 4 minutes. */
function pauseAfter(now: Instant, tries: number): Instant {
  return instantOf(millisecondsOf(now) + firstPauseMilliseconds * 4 ** tries);
}
