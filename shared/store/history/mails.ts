import * as z from "zod";
import type { Mail } from "../../domain/history/mail.ts";
import { mailKeptUntil, workOfMail } from "../../domain/history/mail.ts";
import type { Cost } from "../core/cost.ts";
import { entity, lists } from "../core/entity.ts";
import { listWithEmail, type Page, type Part } from "../core/list.ts";
import { mailReturn } from "./mail-addresses.ts";
import { notification } from "./notifications.ts";

const schema = () =>
  z.object({
    mailId: z.string(),
    event: z.string(),
    at: z.string(),
    to: z.string(),
    subject: z.string(),
    notice: notification.optional(),
    toldOf: z.string().optional(),
    text: z.string().optional(),
    html: z.string().optional(),
    attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), content: z.string() })).optional(),
    status: z.enum(["pending", "sent", "parked", "closed"]),
    tries: z.number(),
    nextTryAt: z.string().optional(),
    reason: z.string().optional(),
    sentAt: z.string().optional(),
    parkedAt: z.string().optional(),
    sentAgainAs: z.string().optional(),
    sendsAgain: z.string().optional(),
    returned: mailReturn.optional(),
  });

/** Parked ones stand in a list for staff; those that are not sent yet are due. */
export const mails = entity<Mail>()({
  kind: "mail",
  schema,
  owner: ({ status, at }) => (status === "parked" ? { list: lists.mails(status), sort: at } : undefined),
  email: ({ to }) => termFor(to),
  due: ({ status, nextTryAt }) => (status === "pending" ? nextTryAt : undefined),
  work: workOfMail,
  mayGoAfter: mailKeptUntil,
});

/** Another term than the address itself, so that a search for that finds the person's things, and no e-mails. */
function termFor(address: string): string {
  return `mail:${address.toLowerCase()}`;
}

/** One page of the e-mails to an address, newest first within it: the index gives them in no order. */
export async function listMailsTo(
  address: string,
  { limit, after }: Pick<Part, "limit" | "after">,
  cost: Cost,
): Promise<Page<Mail>> {
  const { values, next } = await listWithEmail(mails, termFor(address), { limit, after, isShown: true }, cost);
  return { values: values.toSorted((one, other) => (one.at < other.at ? 1 : -1)), next };
}
