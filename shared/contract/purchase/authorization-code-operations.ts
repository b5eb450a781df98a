import * as z from "zod";
import { authorizationCode } from "../code-fields.ts";
import { email, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { ofCertification } from "../programme-fields.ts";
import { codeAnswer, codeStatuses, exampleCode } from "./authorization-codes.ts";

const params = z.strictObject({ code: authorizationCode });

const unspent = [
  "authorization-code-not-found",
  "authorization-code-cancelled",
  "authorization-code-already-redeemed",
  "authorization-code-expired",
] as const;

const gifts = z
  .literal("received")
  .optional()
  .meta({ description: "Codes that one was given, in place of one's own", examples: ["received"] });

export const listAuthorizationCodes = operation({
  id: "listAuthorizationCodes",
  method: "GET",
  path: "/v1/authorization-codes",
  auth: "account",
  tag: "Authorization codes",
  summary: "List my authorization codes, newest first",
  description:
    "`gifts=received` lists the codes that were given to the token's verified e-mail address. A general-purpose code has no certification.",
  query: z.strictObject({
    ...paging,
    gifts,
    ...ofCertification,
    status: z
      .enum(codeStatuses)
      .optional()
      .meta({ description: "Only of this status", examples: ["issued"] }),
  }),
  answers: { 200: { description: "One page of codes", schema: page(codeAnswer) } },
});

export const getAuthorizationCode = operation({
  id: "getAuthorizationCode",
  method: "GET",
  path: "/v1/authorization-codes/{code}",
  auth: "account",
  tag: "Authorization codes",
  summary: "Get an authorization code",
  params,
  answers: { 200: { description: "The code", schema: codeAnswer } },
  refusals: ["authorization-code-not-found"],
  guessed: "code",
});

export const giveAuthorizationCode = operation({
  id: "giveAuthorizationCode",
  method: "POST",
  path: "/v1/authorization-codes/{code}/gift",
  auth: "account",
  tag: "Authorization codes",
  summary: "Give an unredeemed code away",
  description: "Afterwards only the account with the recipient's verified e-mail address can redeem it.",
  params,
  body: z.strictObject({ recipientEmail: email, message: text(1000).optional() }),
  examples: { "With a message": { recipientEmail: "ben@example.org", message: "Good luck!" } },
  answers: {
    200: {
      description: "Given",
      schema: codeAnswer,
      shows: {
        ...exampleCode,
        gift: { recipientEmail: "ben@example.org", message: "Good luck!", givenAt: "2026-11-23T08:00:00.000Z" },
      },
    },
  },
  refusals: [...unspent, "authorization-code-already-given"],
  guessed: "code",
});

export const cancelAuthorizationCode = operation({
  id: "cancelAuthorizationCode",
  method: "POST",
  path: "/v1/authorization-codes/{code}/cancel",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Cancel an unredeemed code",
  params,
  body: z.strictObject({ reason: text(500).optional() }),
  examples: { "With a reason": { reason: "Sent to a wrong address" } },
  answers: {
    200: {
      description: "Cancelled",
      schema: codeAnswer,
      shows: { ...exampleCode, status: "cancelled", cancelledAt: "2026-11-23T08:00:00.000Z" },
    },
  },
  refusals: unspent,
});

export const takeBackGift = operation({
  id: "takeBackGift",
  method: "POST",
  path: "/v1/authorization-codes/{code}/take-back-gift",
  auth: "account",
  tag: "Authorization codes",
  summary: "Take back an unredeemed gift",
  description:
    "For the giver and staff. Giver and recipient get an e-mail. The giver may give the code to someone else.",
  params,
  body: z.strictObject({ reason: text(500).optional() }),
  examples: { "With a reason": { reason: "It was meant for someone else" } },
  answers: { 200: { description: "The giver's again", schema: codeAnswer } },
  refusals: [...unspent, "authorization-code-not-given"],
  guessed: "code",
});
