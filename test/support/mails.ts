import { randomBytes, randomUUID } from "node:crypto";
import { announcedMail, deliverMail, retryMail } from "../../shared/jobs/deliver-mail.ts";
import { Cost } from "../../shared/store/core/cost.ts";
import { defaultTime } from "./invoke.ts";

const tries = 6;

/** A sent e-mail or, if its address refuses it, one that was tried once. Answers its id. */
export async function mail(to: string, at = defaultTime): Promise<string> {
  const event = { eventId: `evt_${randomUUID()}`, type: "result.accepted", at };
  const made = announcedMail(event, 0, { tells: "claimable", to, name: "Ana Sá", certification: "Clouds" });
  await deliverMail(made, runAt(at));
  return made.mailId;
}

/** A parked e-mail. */
export async function parkedMail(to = `${randomUUID()}@reject.test`, at = defaultTime): Promise<string> {
  const mailId = await mail(to, at);
  for (let tried = 1; tried < tries; tried += 1) await retryMail(mailId, runAt(at));
  return mailId;
}

function runAt(now: string) {
  return { now, random: randomBytes, requestId: randomUUID(), cost: new Cost() };
}
