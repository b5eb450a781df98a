import type { Mail } from "../domain/history/mail.ts";
import type { Notification } from "../domain/history/notification.ts";
import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import { messageOf } from "../mail/message.ts";
import { sendMail } from "../mail/send.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { transact } from "../store/core/transact.ts";
import { mails } from "../store/history/mails.ts";
import type { JobRun } from "./job.ts";

/** Then it is parked for staff. */
const maximumTries = 6;
const firstPauseMilliseconds = 60_000;

const actor = { kind: "system", id: "mail" } as const;

/** `place` is its position among the event's e-mails. */
export function mailOf(
  { eventId, type, at }: { readonly eventId: string; readonly type: string; readonly at: Instant },
  place: number,
  notification: Notification,
): Mail {
  const message = messageOf(notification, at);
  return { mailId: `${eventId}-${place}`, event: type, at, ...message, status: "pending", tries: 0 };
}

/** Stores an e-mail, sends it, and records that. A later run sends what is left. A sent one is skipped. */
export async function deliverMail(mail: Mail, run: Omit<JobRun, "hasTime">): Promise<void> {
  const ref = mails.at(mail.mailId);
  const facts = new Facts();
  const first = put(ref, { ...mail, nextTryAt: pauseAfter(run.now, 0) });
  const decide = () => (facts.get(ref) === undefined ? { changes: [first] } : undefined);
  const kept = await transact(facts, { reads: [ref], decide }, { ...run, actor });
  if (kept !== undefined) await attempt(facts, run, mail.mailId);
}

/** Parks the e-mail after its last try. */
export async function retryMail(mailId: string, run: Omit<JobRun, "hasTime">): Promise<void> {
  const facts = new Facts();
  await read(facts, [mails.at(mailId)], run.cost);
  await attempt(facts, run, mailId);
}

async function attempt(facts: Facts, run: Omit<JobRun, "hasTime">, mailId: string): Promise<void> {
  const mail = facts.get(mails.at(mailId));
  if (mail?.status !== "pending") return;
  const tries = mail.tries + 1;
  try {
    await sendMail(mail);
  } catch (error) {
    const tried = { ...mail, tries, reason: reasonOf(error) };
    const parked = { status: "parked", parkedAt: run.now, nextTryAt: undefined } as const;
    const next = tries >= maximumTries ? parked : { nextTryAt: pauseAfter(run.now, tries) };
    await note(facts, { ...tried, ...next }, run);
    return;
  }
  await note(facts, { ...mail, tries, status: "sent", nextTryAt: undefined, reason: undefined }, run);
}

/** For staff, without addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const told = error.message.replaceAll(/\S+@\S+/g, "an address").slice(0, 200);
  return `${error.name}: ${told}`;
}

/** A success counts over any failure of another run. */
async function note(facts: Facts, mail: Mail, run: Omit<JobRun, "hasTime">): Promise<void> {
  const ref = mails.at(mail.mailId);
  const decide = () => {
    const { status, tries } = facts.get(ref) ?? mail;
    const isNews = mail.status === "sent" ? status !== "sent" : status === "pending" && tries < mail.tries;
    return isNews ? { changes: [put(ref, mail)] } : undefined;
  };
  await transact(facts, { reads: [ref], decide }, { ...run, actor });
}

/** Exponential backoff from 4 minutes. 1 minute if the first try was cut short. */
function pauseAfter(now: Instant, tries: number): Instant {
  return instantOf(millisecondsOf(now) + firstPauseMilliseconds * 4 ** tries);
}
