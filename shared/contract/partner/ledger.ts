import * as z from "zod";
import type { Balance } from "../../domain/partner/balance.ts";
import { codeMoves, type LedgerEntry } from "../../domain/partner/ledger.ts";
import { example } from "../examples.ts";
import { page, paging, partnerId } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { exampleChange } from "./benefits.ts";

const params = z.strictObject({ partnerId });
const guarded = ["partner-not-found", "managers-only"] as const;
const count = z.int();

/** The coupons of a level by where they are. `remaining` may still be issued. */
export const pots = {
  remaining: count,
  available: count,
  assigned: count,
  booked: count,
  used: count,
  expired: count,
  cancelled: count,
};

const ledgerAnswer = z
  .object({
    changeId: z.string(),
    kind: z.enum(["granted", "taken-back", "given-again", "issued", "replaced", ...codeMoves]),
    at: instant,
    level: z.string(),
    quantity: count,
    by: z.string(),
    why: z.enum(["agreement", "certificate", "staff"]).optional(),
    reason: z.string().optional().meta({ description: "The reason that staff gave" }),
    certificateId: z.string().optional(),
    certificationId: z.string().optional(),
    exam: z.string().optional(),
    expiresAt: instant.optional(),
    codes: z.array(z.string()).optional(),
    accountId: z.string().optional(),
    replaces: z.string().optional().meta({ description: "The cancelled code whose place it took" }),
  })
  .meta({
    id: "LedgerEntry",
    examples: [exampleChange],
  });

export function ledgerEntryView({ partnerId: _, ...entry }: LedgerEntry) {
  return entry;
}

export const listLedger = operation({
  id: "listLedger",
  method: "GET",
  path: "/v1/partners/{partnerId}/ledger",
  auth: "account",
  tag: "Partner benefits",
  summary: "List the movements of a partner's coupons, newest first",
  params,
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of entries; none is ever changed", schema: page(ledgerAnswer) } },
  refusals: guarded,
});

export function balanceView(balance: Balance) {
  return balance;
}

export const getLedgerBalance = operation({
  id: "getLedgerBalance",
  method: "GET",
  path: "/v1/partners/{partnerId}/ledger/balance",
  auth: "account",
  tag: "Partner benefits",
  summary: "Get the balance of a partner's coupons, from the ledger",
  params,
  answers: {
    200: {
      description:
        "For each level, how many coupons are in each pot; together they are those that were granted, or those that were issued where a later rule grants fewer",
      schema: z
        .object({
          levels: z.record(z.string(), z.object(pots)),
        })
        .meta({
          id: "Balance",
          examples: [
            {
              levels: {
                [example.level]: {
                  remaining: 3,
                  available: 4,
                  assigned: 2,
                  booked: 0,
                  used: 5,
                  expired: 1,
                  cancelled: 0,
                },
              },
            },
          ],
        }),
    },
  },
  refusals: guarded,
});
