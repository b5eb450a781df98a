import * as z from "zod";
import type { Recount } from "../../domain/history/recount.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { partnerId } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { pots } from "./ledger.ts";

const count = z.int();

const recountAnswer = z
  .object({
    partnerId: z.string(),
    at: instant,
    agrees: z.boolean(),
    levels: z.record(
      z.string(),
      z.object({
        counted: count,
        standing: count,
        valid: count,
        quota: count,
        issued: count,
        ...pots,
      }),
    ),
    differences: z.array(z.object({ level: z.string(), of: z.string(), kept: count, recounted: count })),
  })
  .meta({
    id: "Recount",
    examples: [
      {
        partnerId: "par_7f3k9qxw2m8tr5vn",
        at: "2026-12-03T08:00:00.000Z",
        agrees: true,
        levels: {
          [example.level]: {
            counted: 5,
            standing: 4,
            valid: 3,
            quota: 15,
            issued: 12,
            remaining: 3,
            available: 4,
            assigned: 2,
            booked: 0,
            used: 5,
            expired: 1,
            cancelled: 0,
          },
        },
        differences: [],
      },
    ],
  });

export function recountView(of: Recount, partnerId: string, at: Instant) {
  return { partnerId, at, agrees: of.differences.length === 0, ...of };
}

export const recountPartner = operation({
  id: "recountPartner",
  method: "GET",
  path: "/v1/partners/{partnerId}/recount",
  auth: "staff",
  tag: "Partner tally",
  summary: "Recount a partner's tally, quota and coupons from its history",
  params: z.strictObject({ partnerId }),
  answers: { 200: { description: "The recount, and whether what is kept agrees with it", schema: recountAnswer } },
  refusals: ["partner-not-found"],
  cache: "never",
});
