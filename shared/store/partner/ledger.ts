import * as z from "zod";
import { codeMoves, type LedgerEntry } from "../../domain/partner/ledger.ts";
import { lists, partOf } from "../core/entity.ts";
import { onlyShown } from "../core/stored.ts";

const movement = () => ({
  changeId: z.string(),
  partnerId: z.string(),
  at: z.string(),
  level: z.string(),
  quantity: z.number(),
  by: z.string(),
});

const ledgerSchema = () =>
  z.discriminatedUnion("kind", [
    z.object({
      ...movement(),
      kind: z.literal("granted"),
      why: onlyShown(["agreement", "certificate", "staff"]),
      certificateId: z.string().optional(),
      reason: z.string().optional(),
    }),
    z.object({ ...movement(), kind: z.enum(["taken-back", "given-again"]), certificateId: z.string() }),
    z.object({
      ...movement(),
      kind: z.literal("replaced"),
      certificationId: z.string(),
      exam: z.string(),
      codes: z.array(z.string()),
      expiresAt: z.string(),
      replaces: z.string(),
      accountId: z.string().optional(),
    }),
    z.object({
      ...movement(),
      kind: z.literal("issued"),
      certificationId: z.string(),
      exam: z.string(),
      codes: z.array(z.string()),
      expiresAt: z.string(),
    }),
    z.object({
      ...movement(),
      kind: z.enum(codeMoves),
      codes: z.array(z.string()),
      accountId: z.string().optional(),
    }),
  ]);

/** The entries of a partner's coupon account; those that issued codes are its benefit changes, and stand in a list. */
export const ledger = partOf<LedgerEntry>("partner")({
  kind: "ledger",
  schema: ledgerSchema,
  owner: ({ kind, partnerId, changeId }) =>
    kind === "issued" ? { list: lists.partner(partnerId), sort: changeId } : undefined,
});

export function ledgerAt({ partnerId, changeId }: Pick<LedgerEntry, "partnerId" | "changeId">) {
  return ledger.at(partnerId, changeId);
}
