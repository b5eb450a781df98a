import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { type AuthorizationCode, authorizationCodeStatus } from "../../domain/purchase/authorization-code.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { coverageFields, coverageView } from "./coverage.ts";

export const codeStatuses = ["issued", "redeemed", "expired", "cancelled"] as const;

export const exampleCode = {
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
