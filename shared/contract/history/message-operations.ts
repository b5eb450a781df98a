import * as z from "zod";
import { maximumReleased } from "../../domain/history/mail.ts";
import { email, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { exampleMail, mailId, message, statuses } from "./messages.ts";

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
