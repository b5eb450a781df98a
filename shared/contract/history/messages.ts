import * as z from "zod";
import { type Mail, maximumReleased } from "../../domain/history/mail.ts";
import { email, instant, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";

const statuses = ["pending", "sent", "parked", "closed"] as const;

const mailId = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: "An e-mail's id", examples: ["evt_0k7c3m9xw2m8tr5vn-0"] });

const exampleMail = {
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

const message = z
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

export const listMessages = operation({
  id: "listMessages",
  method: "GET",
  path: "/v1/messages",
  auth: "staff",
  tag: "Staff",
  summary: "List unsent e-mails, or all e-mails to an address",
  description:
    "Without `to`, the parked e-mails, newest first. With `to`, all e-mails to that address, newest first within a page. With both `to` and `status`, a page may hold fewer than `limit` items, even none, and still have a next page.",
  query: z
    .strictObject({
      ...paging,
      to: email.optional().meta({ description: "To this address", examples: ["ana@example.org"] }),
      status: z
        .enum(statuses)
        .optional()
        .meta({ description: "Of this status; any other than `parked` needs `to`", examples: ["parked"] }),
    })
    .refine(({ to, status = "parked" }) => to !== undefined || status === "parked", {
      path: ["to"],
      error: "is missing: only parked e-mails are listed without it",
    }),
  answers: { 200: { description: "One page of e-mails", schema: page(message) } },
});

const ofMessage = { auth: "staff", tag: "Staff", params: z.strictObject({ mailId }) } as const;

export const getMessage = operation({
  id: "getMessage",
  method: "GET",
  path: "/v1/messages/{mailId}",
  ...ofMessage,
  summary: "Get an e-mail",
  answers: { 200: { description: "The e-mail, without its words", schema: message } },
  refusals: ["message-not-found"],
});

const sentAgain = {
  ...exampleMail,
  mailId: "evt_0n2d5p8yw3k9us6wq-0",
  at: "2026-12-04T09:00:00.000Z",
  status: "pending",
  tries: 0,
  sendsAgain: exampleMail.mailId,
};

export const sendMessageAgain = operation({
  id: "sendMessageAgain",
  method: "POST",
  path: "/v1/messages/{mailId}/send",
  ...ofMessage,
  summary: "Send an e-mail again",
  description:
    "A parked one is tried again within a minute. A sent or closed one is sent as a new e-mail, which names the first. Either is worded anew, in its reader's present language. If its address was blocked after a bounce or a complaint, e-mails to it are sent again.",
  body: z.strictObject({ reason: text(500).optional() }),
  examples: { "With the reason": { reason: "She has deleted it" } },
  answers: { 200: { description: "The e-mail that is sent now", schema: message, shows: sentAgain } },
  refusals: ["message-not-found", "message-not-sent-yet"],
});

export const releaseMessages = operation({
  id: "releaseMessages",
  method: "POST",
  path: "/v1/messages/release",
  auth: "staff",
  tag: "Staff",
  summary: "Send all parked e-mails of a reason",
  description: `The oldest first, at most ${maximumReleased} in one request. Call it again while \`more\` is true. Each is tried again within a minute. With \`AddressBlocked\`, e-mails to their addresses are sent again.`,
  body: z.strictObject({
    refusedWith: text(100).meta({
      description: "The part of a parked e-mail's `reason` before the colon",
      examples: ["MessageRejected"],
    }),
    reason: text(500),
  }),
  examples: { "After an outage": { refusedWith: "MessageRejected", reason: "The sender is verified now" } },
  answers: {
    200: {
      description: "The e-mails that are tried again",
      schema: z
        .object({
          released: z.int().meta({ description: "Number of e-mails" }),
          more: z.boolean().meta({ description: "Others may be parked for the same reason" }),
        })
        .meta({ id: "ReleasedMessages", examples: [{ released: 24, more: true }] }),
    },
  },
});

export const closeMessage = operation({
  id: "closeMessage",
  method: "POST",
  path: "/v1/messages/{mailId}/close",
  ...ofMessage,
  summary: "Give up an e-mail that cannot be sent",
  body: z.strictObject({ reason: text(500) }),
  examples: { "With the reason": { reason: "The address does not exist" } },
  answers: { 200: { description: "Closed", schema: message, shows: { ...exampleMail, status: "closed", tries: 6 } } },
  refusals: ["message-not-found", "message-not-parked"],
});
