import * as z from "zod";
import type { Mail } from "../../domain/history/mail.ts";
import { instant } from "../instant-fields.ts";

export const statuses = ["pending", "sent", "parked", "closed"] as const;

export const mailId = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: "An e-mail's id", examples: ["evt_0k7c3m9xw2m8tr5vn-0"] });

export const exampleMail = {
  mailId: "evt_0k7c3m9xw2m8tr5vn-0",
  event: "certificate.claimed",
  at: "2026-12-03T08:00:00.000Z",
  to: "ana@example.org",
  subject: "Your certificate",
};

const returned = z.object({
  how: z.enum(["bounced", "complained"]).meta({ description: "`complained`: its reader reported it as spam" }),
  permanent: z
    .boolean()
    .meta({ description: "No more is sent to the address, until staff send an e-mail to it again" }),
  at: instant,
  reason: z.string().meta({ description: "What the mail server said" }),
});

export const message = z
  .object({
    mailId,
    event: z.string(),
    at: instant,
    to: z.string(),
    subject: z.string().meta({ description: "As it was last worded" }),
    status: z.enum(statuses),
    tries: z.int(),
    reason: z.string().optional().meta({ description: "Why the last try failed" }),
    parkedAt: instant.optional(),
    sentAgainAs: z.string().optional().meta({ description: "The e-mail as which it was last sent again" }),
    sendsAgain: z.string().optional().meta({ description: "The e-mail that told the same before" }),
    returned: returned.optional().meta({ description: "It was sent, and came back" }),
  })
  .meta({
    id: "Message",
    examples: [
      {
        ...exampleMail,
        status: "parked",
        tries: 6,
        reason: "MessageRejected: an address is not accepted",
        parkedAt: "2026-12-03T13:41:00.000Z",
      },
    ],
  });

/** Without the text, which belongs to its receiver. */
export function messageView(mail: Mail): z.infer<typeof message> {
  const { mailId, event, at, to, subject, status, tries, reason, parkedAt, sentAgainAs, sendsAgain, returned } = mail;
  return { mailId, event, at, to, subject, status, tries, reason, parkedAt, sentAgainAs, sendsAgain, returned };
}
