import * as z from "zod";
import { type AuthorizationCode, authorizationCodeStatus } from "../domain/authorization-code.ts";
import { type Batch, batchStatus, maximumCodesInBatch } from "../domain/batch.ts";
import type { Instant } from "../domain/instant.ts";
import { programme } from "../domain/programme-versions.ts";
import { example } from "./examples.ts";
import {
  attachment,
  authorizationCode,
  certificationId,
  email,
  identifier,
  instant,
  location,
  ofCertification,
  page,
  paging,
  text,
} from "./fields.ts";
import { operation } from "./operation.ts";
import { coverageFields, coverageView } from "./orders.ts";

const codeStatuses = ["issued", "redeemed", "expired", "cancelled"] as const;

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
    examples: [
      {
        code: "EDU-7F3K-9QXW-2M8T-R5VN-8",
        edition: "single-subject",
        certificationId: example.certificationId,
        status: "issued",
        purchasedAt: "2026-11-22T09:31:00.000Z",
        expiresAt: "2027-11-22T09:31:00.000Z",
        gift: { recipientEmail: "ben@example.org", message: "Good luck!", givenAt: "2026-11-23T08:00:00.000Z" },
      },
    ],
  });

/** A code as those may see it who may see it at all; `status` follows from its facts and the time of the request. */
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
  summary: "List one's codes, newest first",
  description:
    "`gifts=received` lists the codes that were given to the token's verified e-mail address instead. A general-purpose code names no certification.",
  query: z.strictObject({
    ...paging,
    gifts,
    ...ofCertification,
    status: z
      .enum(codeStatuses)
      .optional()
      .meta({ description: "Of this status alone", examples: ["issued"] }),
  }),
  answers: { 200: { description: "One page of codes", schema: page(codeAnswer) } },
});

export const getAuthorizationCode = operation({
  id: "getAuthorizationCode",
  method: "GET",
  path: "/v1/authorization-codes/{code}",
  auth: "account",
  tag: "Authorization codes",
  summary: "Look a code up",
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
  description: "From then on only the account with the recipient's verified e-mail address can redeem it.",
  params,
  body: z.strictObject({ recipientEmail: email, message: text(1000).optional() }),
  examples: { "With a message": { recipientEmail: "ben@example.org", message: "Good luck!" } },
  answers: { 200: { description: "Given", schema: codeAnswer } },
  refusals: [...unspent, "authorization-code-already-given"],
  guessed: "code",
});

export const cancelAuthorizationCode = operation({
  id: "cancelAuthorizationCode",
  method: "POST",
  path: "/v1/authorization-codes/{code}/cancel",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Withdraw an unredeemed code",
  params,
  body: z.strictObject({ reason: text(500).optional() }),
  examples: { "With a reason": { reason: "Sent to a wrong address" } },
  answers: { 200: { description: "Cancelled", schema: codeAnswer } },
  refusals: unspent,
});

/** The levels that general-purpose codes exist for. Where there is none, the rule refuses each. */
const levels = programme.levels.map((each) => each.level);
const generalLevels = programme.levels.filter(({ editions }) => editions.includes("general-purpose"));
const generalLevel = z.enum(generalLevels.length > 0 ? generalLevels.map((each) => each.level) : levels);
const exampleLevel = generalLevels.at(-1)?.level ?? example.level;

const batchAnswer = z
  .object({
    batchId: z.string(),
    label: z.string(),
    ...coverageFields,
    status: z.enum(["running", "complete"]),
    issued: z.int(),
    quantity: z.int(),
    orderedAt: instant,
    completedAt: instant.optional(),
  })
  .meta({
    id: "Batch",
    examples: [
      {
        batchId: "bat_7f3k9qxw2m8tr5vn",
        label: "Autumn fair",
        edition: "general-purpose",
        levels: [exampleLevel],
        status: "running",
        issued: 980,
        quantity: 5000,
        orderedAt: "2026-11-22T09:30:00.000Z",
      },
    ],
  });

export function batchView(batch: Batch) {
  const { batchId, label, coverage, issued, quantity, orderedAt, completedAt } = batch;
  const progress = { status: batchStatus(batch), issued, quantity, orderedAt, completedAt };
  return { batchId, label, ...coverageView(coverage), ...progress };
}

const granted = { quantity: z.int().min(1).max(maximumCodesInBatch), label: text(200) };

export const orderBatch = operation({
  id: "orderBatch",
  method: "POST",
  path: "/v1/authorization-codes/batches",
  auth: "staff",
  tag: "Authorization codes",
  summary: "Grant many codes at once",
  description: "The codes have no owner: whoever holds one may redeem it. They are issued in the background.",
  body: z.discriminatedUnion("edition", [
    z.strictObject({
      edition: z.literal("general-purpose"),
      levels: z
        .array(generalLevel)
        .min(1)
        .transform((levels) => [...new Set(levels)]),
      ...granted,
    }),
    z.strictObject({ edition: z.literal("single-subject"), certificationId, ...granted }),
  ]),
  examples: {
    "Codes for a level": { edition: "general-purpose", levels: [exampleLevel], quantity: 5000, label: "Autumn fair" },
    "Codes for a certification": {
      edition: "single-subject",
      certificationId: example.certificationId,
      quantity: 20,
      label: "Trainers",
    },
  },
  answers: {
    202: {
      description: "Accepted; being issued",
      schema: batchAnswer,
      headers: location("/v1/authorization-codes/batches/bat_7f3k9qxw2m8tr5vn"),
    },
  },
  refusals: ["certification-not-found", "certification-retired", "authorization-code-edition-not-allowed"],
});

const codesIssued = z.string().meta({ description: "How many codes are in it", examples: ["980"] });

const batchParams = z.strictObject({ batchId: identifier("A batch's id", "bat_7f3k9qxw2m8tr5vn") });

export const getBatch = operation({
  id: "getBatch",
  method: "GET",
  path: "/v1/authorization-codes/batches/{batchId}",
  auth: "staff",
  tag: "Authorization codes",
  summary: "See how far a batch is",
  params: batchParams,
  answers: { 200: { description: "The batch", schema: batchAnswer } },
  refusals: ["batch-not-found"],
});

export const getBatchCodes = operation({
  id: "getBatchCodes",
  method: "GET",
  path: "/v1/authorization-codes/batches/{batchId}/codes.csv",
  auth: "staff",
  tag: "Authorization codes",
  summary: "The batch's codes as CSV",
  description: "The codes issued so far, in the order of their issue; `x-codes-issued` says how many.",
  params: batchParams,
  answers: {
    200: {
      description: "`code,expiresAt` and a line for each code",
      schema: z.string().meta({
        examples: ["code,expiresAt\r\nEDU-7F3K-9QXW-2M8T-R5VN-8,2027-11-22T09:31:00.000Z\r\n"],
      }),
      contentType: "text/csv",
      headers: { ...attachment, "x-codes-issued": codesIssued },
    },
  },
  refusals: ["batch-not-found"],
});
