import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { type AuthorizationCode, authorizationCodeStatus } from "../../domain/purchase/authorization-code.ts";
import { example } from "../examples.ts";
import { authorizationCode, email, instant, ofCertification, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { coverageFields, coverageView } from "./orders.ts";

export const codeStatuses = ["issued", "redeemed", "expired", "cancelled"] as const;

const exampleCode = {
  code: "EDU-7F3K-9QXW-2M8T-R5VN-8",
  edition: "single-subject",
  certificationId: example.certificationId,
  status: "issued",
  purchasedAt: "2026-11-22T09:31:00.000Z",
  expiresAt: "2027-11-22T09:31:00.000Z",
};

export const codeAnswer = z
  .object({
    code: z.string(),
    ...coverageFields,
    status: z.enum(codeStatuses),
    purchasedAt: instant,
    expiresAt: instant,
    redeemedAt: instant.optional(),
    registrationId: z.string().optional(),
    cancelledAt: instant.optional(),
    gift: z.object({ recipientEmail: z.string(), message: z.string().optional(), givenAt: instant }).optional(),
  })
  .meta({
    id: "AuthorizationCode",
    examples: [exampleCode],
  });

/** `status` follows from the facts and the time of the request. */
export function authorizationCodeView(code: AuthorizationCode, now: Instant) {
  const { coverage, purchasedAt, expiresAt, gift } = code;
  return {
    code: code.code,
    ...coverageView(coverage),
    status: authorizationCodeStatus(code, now),
    purchasedAt,
    expiresAt,
    gift,
    ...(code.state === "redeemed" && { redeemedAt: code.redeemedAt, registrationId: code.registrationId }),
    ...(code.state === "cancelled" && { cancelledAt: code.cancelledAt }),
  };
}

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
