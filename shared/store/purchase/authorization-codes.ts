import * as z from "zod";
import { type AuthorizationCode, codeEnding } from "../../domain/purchase/authorization-code.ts";
import { entity, lists } from "../core/entity.ts";
import { coverage } from "../core/stored.ts";

const issued = () =>
  z.object({
    code: z.string(),
    coverage,
    programmeVersion: z.number(),
    purchasedAt: z.string(),
    expiresAt: z.string(),
    source: z.object({ kind: z.enum(["order", "batch"]), id: z.string() }),
    ownerId: z.string().optional(),
    ownerEmail: z.string().optional(),
    announced: z.number().optional(),
    gift: z.object({ recipientEmail: z.string(), message: z.string().optional(), givenAt: z.string() }).optional(),
  });

const schema = () =>
  z.discriminatedUnion("state", [
    issued().extend({ state: z.literal("issued") }),
    issued().extend({
      state: z.literal("redeemed"),
      redeemedAt: z.string(),
      redeemedBy: z.string(),
      registrationId: z.string(),
    }),
    issued().extend({ state: z.literal("cancelled"), cancelledAt: z.string() }),
  ]);

/** A code that was given away stands in its recipient's list; one granted in bulk in none. */
export const authorizationCodes = entity<AuthorizationCode>()({
  kind: "authorization-code",
  schema,
  owner: ({ ownerId, gift, purchasedAt }) => {
    if (gift !== undefined) return { list: lists.recipient(gift.recipientEmail), sort: gift.givenAt };
    return ownerId === undefined ? undefined : { list: lists.account(ownerId), sort: purchasedAt };
  },
  code: ({ code }) => code,
  email: ({ gift }) => gift?.recipientEmail,
  due: (code) => codeEnding(code)?.at,
  listedSince: ({ purchasedAt }) => purchasedAt,
});
