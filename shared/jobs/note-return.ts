import type { Returned } from "../contract/history/mail-events.ts";
import { returnMail } from "../domain/history/mail.ts";
import { blockAddress, type MailReturn } from "../domain/history/mail-return.ts";
import { type Change, put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { transact } from "../store/core/transact.ts";
import { mailAddressAt } from "../store/history/mail-addresses.ts";
import { mails } from "../store/history/mails.ts";
import type { JobRun } from "./job.ts";

const actor = { kind: "system", id: "mail" } as const;

/**
 * Marks an e-mail that bounced or was reported as spam, and blocks its address after a permanent bounce or a complaint.
 * It can come late, twice and in any order, for an e-mail that was dropped and for an address that is unknown.
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
  await transact(facts, { reads: [...mailRef, ...addressRefs], decide }, { ...run, actor });
}

function dataOf({ permanent, reason }: MailReturn) {
  return { permanent, reason };
}
