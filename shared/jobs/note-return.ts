import type { Returned } from "../contract/history/mail-events.ts";
import { isKeptAt, returnMail } from "../domain/history/mail.ts";
import { blockAddress, type MailReturn } from "../domain/history/mail-return.ts";
import { type Change, put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { pause } from "../store/core/send.ts";
import { transact } from "../store/core/transact.ts";
import { mailAddressAt } from "../store/history/mail-addresses.ts";
import { mails } from "../store/history/mails.ts";
import type { JobRun } from "./job.ts";

const actor = { kind: "system", id: "mail" } as const;

/** An e-mail is noted as sent some milliseconds after SES has taken it. */
const looks = 6;

/**
 * Marks an e-mail that bounced or was reported as spam, and blocks its address after a permanent bounce or a complaint.
 * It can come late, twice and in any order, for an e-mail that was dropped and for an address that is unknown. Throws for one
 * that must be known and is not noted yet, so that the event comes again.
 */
export async function noteReturn({ mailId, addresses, sentAt, news }: Returned, run: JobRun): Promise<void> {
  const facts = new Facts();
  const mailRef = mailId === undefined ? [] : [mails.at(mailId)];
  const addressRefs = addresses.map(mailAddressAt);
  const data = dataOf(news);
  const decide = () => {
    const marked = mailRef.flatMap((ref) => {
      const mail = facts.get(ref);
      const returned = mail && returnMail(mail, news, sentAt);
      return returned === undefined ? [] : [put(ref, returned)];
    });
    const blocked = addressRefs.flatMap((ref) => {
      const address = blockAddress(facts.get(ref), ref.id, news);
      return address === undefined ? [] : [put(ref, address)];
    });
    const changes: Change[] = [...marked, ...blocked].map((change) => ({ ...change, data }));
    return { changes, event: { type: `mail.${news.how}`, data } } as const;
  };
  const reads = [...mailRef, ...addressRefs];
  const isMissing = () => mailRef.some((ref) => facts.get(ref) === undefined);
  await read(facts, reads, run.cost);
  for (let look = 1; look < looks && isMissing(); look += 1) {
    await pause(look + 2);
    await read(facts, reads, run.cost);
  }
  await transact(facts, { reads, decide }, { ...run, actor });
  if (isMissing() && isKeptAt(sentAt, news.at)) throw new Error("the e-mail that came back is not noted as sent yet");
}

function dataOf({ permanent, reason }: MailReturn) {
  return { permanent, reason };
}
