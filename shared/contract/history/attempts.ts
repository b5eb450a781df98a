import * as z from "zod";
import { readAnyCode } from "../../domain/code.ts";
import { refusals } from "../../domain/decision.ts";
import type { RefusedAttempt } from "../../domain/history/attempt.ts";
import { accountId, page, paging } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { problems } from "../problems/problems.ts";

const attempt = z
  .object({
    attemptId: z.string(),
    at: instant,
    by: z.object({ kind: z.enum(["account", "source"]), id: z.string() }).meta({
      description: "The account or, where anyone may ask, the network: an IPv4 address, or 64 bits of an IPv6 one",
    }),
    operation: z.string().meta({ description: "What was asked for: its `operationId` here", examples: ["register"] }),
    refusal: z.enum(refusals).meta({ description: "The rule that refused it: see /problems/{code}" }),
    title: z.string(),
    codeTail: z
      .string()
      .meta({ description: "The end of what was tried; the whole is not kept", examples: ["R5VN-8"] }),
    requestId: z.string(),
  })
  .meta({
    id: "RefusedAttempt",
    examples: [
      {
        attemptId: "att_7f3k9qxw2m8tr5vn",
        at: "2026-11-22T09:31:00.000Z",
        by: { kind: "account", id: "auth0|5f7c8ec7c33c6c004bbafe82" },
        operation: "register",
        refusal: "authorization-code-expired",
        title: problems["authorization-code-expired"].title,
        codeTail: "R5VN-8",
        requestId: "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d",
      },
    ],
  });

/** A refused attempt as staff see it. */
export function attemptView(of: RefusedAttempt) {
  return { ...of, title: problems[of.refusal].title };
}

export const listRefusedAttempts = operation({
  id: "listRefusedAttempts",
  method: "GET",
  path: "/v1/refused-attempts",
  auth: "staff",
  tag: "Staff",
  summary: "List refused codes, newest first",
  description:
    "Name exactly one of `code`, `accountId` and `source`: the tried code (or token, or the test centre's id of a sitting), the account, or the network. A code that was not found may belong to another account: look it up to see. Attempts are kept for 90 days. Attempts of staff are not kept.",
  query: z
    .strictObject({
      ...paging,
      code: z
        .string()
        .trim()
        .min(1)
        .max(255)
        .meta({ examples: ["EDU-7F3K-9QXW-2M8T-R5VN-8"] })
        .transform(readAnyCode)
        .optional()
        .meta({ description: "Either case, with or without hyphens" }),
      accountId: accountId.optional().meta({ description: "Who tried", examples: ["ana-466654521"] }),
      source: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .meta({ description: "An IP address", examples: ["192.0.2.7"] }),
    })
    .refine(
      ({ code, accountId, source }) => [code, accountId, source].filter((each) => each !== undefined).length === 1,
      {
        message: "must have exactly one of code, accountId and source",
      },
    ),
  answers: { 200: { description: "One page of attempts", schema: page(attempt) } },
});
