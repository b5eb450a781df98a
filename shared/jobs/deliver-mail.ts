import { drawId } from "../domain/code.ts";
import { type Instant, instantOf, millisecondsOf } from "../domain/instant.ts";
import type { Notification } from "../domain/notification.ts";
import { messageOf } from "../mail/message.ts";
import { sendMail } from "../mail/send.ts";
import { put } from "../store/change.ts";
import { commit } from "../store/commit.ts";
import { Facts } from "../store/facts.ts";
import { type Mail, mails } from "../store/mails.ts";
import { read } from "../store/read.ts";
import type { JobRun } from "./job.ts";

/** After so many failures an e-mail is parked, for staff to see. */
const maximumTries = 6;
const firstPauseMilliseconds = 60_000;

/** An event's e-mail, before anything was tried. `place` is its place among the event's e-mails. */
export function mailOf(
  { eventId, type, at }: { readonly eventId: string; readonly type: string; readonly at: Instant },
  place: number,
  notification: Notification,
): Mail {
  const message = messageOf(notification, at);
  return { mailId: `${eventId}-${place}`, event: type, at, ...message, status: "pending", tries: 0 };
}

/**
 * Keeps an e-mail, sends it, and notes that it was sent. Stopped anywhere: the schedule sends it again, under the same
 * id, and never loses it. Does nothing for one that is known: the stream brought it twice.
 */
export async function deliverMail(mail: Mail, run: Omit<JobRun, "hasTime">): Promise<void> {
  const ref = mails.at(mail.mailId);
  const facts = new Facts();
  await read(facts, [ref], run.cost);
  if (facts.get(ref) !== undefined) return;
  if (await keep(facts, { ...mail, nextTryAt: pauseAfter(run.now, 0) }, run)) await attempt(facts, run, mail.mailId);
}

/** Sends an e-mail that is due once more; parks it after its last try. */
export async function retryMail(mailId: string, run: Omit<JobRun, "hasTime">): Promise<void> {
  const facts = new Facts();
  await read(facts, [mails.at(mailId)], run.cost);
  await attempt(facts, run, mailId);
}

async function attempt(facts: Facts, run: Omit<JobRun, "hasTime">, mailId: string): Promise<void> {
  const mail = facts.get(mails.at(mailId));
  if (mail?.status !== "pending") return;
  try {
    await sendMail(mail);
  } catch {
    const tries = mail.tries + 1;
    const isLast = tries >= maximumTries;
    const nextTryAt = isLast ? undefined : pauseAfter(run.now, tries);
    await keep(facts, { ...mail, tries, status: isLast ? "parked" : "pending", nextTryAt }, run);
    return;
  }
  await keep(facts, { ...mail, tries: mail.tries + 1, status: "sent", nextTryAt: undefined }, run);
}

/** False when another run was faster: then that one goes on. */
async function keep(facts: Facts, mail: Mail, run: Omit<JobRun, "hasTime">): Promise<boolean> {
  const { now, requestId, random, cost } = run;
  const request = { now, requestId, actor: { kind: "system", id: "mail" }, eventId: drawId("evt", random) } as const;
  const { outcome } = await commit(facts, [put(mails.at(mail.mailId), mail)], undefined, request, cost);
  return outcome === "done";
}

/** After the first failure 4 minutes, then four times as long each time; 1 minute, should the first try be cut short. */
function pauseAfter(now: Instant, tries: number): Instant {
  return instantOf(millisecondsOf(now) + firstPauseMilliseconds * 4 ** tries);
}
