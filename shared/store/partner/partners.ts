import * as z from "zod";
import { codeMoves, type LedgerEntry } from "../../domain/partner/ledger.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import type { Counted } from "../../domain/partner/tally.ts";
import { entity, lists, partOf } from "../core/entity.ts";
import { named } from "../core/stored.ts";

const benefitRule = z.union([
  z.object({ base: z.number(), forEachCertificate: z.number() }),
  z.object({ steps: z.array(z.object({ certificates: z.number(), coupons: z.number() })) }),
]);

const pause = { at: z.string(), reason: z.string() };

const schema = z.object({
  partnerId: z.string(),
  organizationId: z.string(),
  name: z.string(),
  mainAccountId: z.string(),
  mainAccountEmail: z.string().optional(),
  programmeVersion: z.number(),
  createdAt: z.string(),
  levels: named(
    z.object({
      counted: z.number(),
      standing: z.number(),
      issued: z.number(),
      takenBack: z.number().optional(),
      extra: z.number().optional(),
    }),
  ),
  benefitRules: named(benefitRule).optional(),
  suspended: z.object(pause).optional(),
  ended: z.object({ ...pause, settled: z.literal(true).optional() }).optional(),
});

/**
 * A partner and its organization are one item: see `partnerAt`. One whose partnership has ended is due until that is entered
 * in all of its exam codes.
 */
export const partners = entity<Partner>()({
  kind: "partner",
  schema,
  owner: ({ createdAt }) => ({ list: lists.partners, sort: createdAt }),
  due: ({ ended }) => (ended?.settled === true ? undefined : ended?.at),
});

/** A partner by either of its identifiers, as a company or as an organization. */
export function partnerAt(id: string) {
  return partners.at(id.replace(/^org_/, "par_"));
}

const countedSchema = z.object({
  partnerId: z.string(),
  certificateId: z.string(),
  accountId: z.string(),
  holderName: z.string(),
  certificationId: z.string(),
  level: z.string(),
  why: z.enum(["bound", "claimed"]),
  paidBy: z.enum(["benefit", "otherwise"]),
  countedAt: z.string(),
  validUntil: z.string(),
});

export const counted = partOf<Counted>("partner")({ kind: "counted", schema: countedSchema });

/** The certificates counted under a partner stand in its partition by their ends, the next to end first. */
export function countedAt({
  partnerId,
  validUntil,
  certificateId,
}: Pick<Counted, "partnerId" | "validUntil" | "certificateId">) {
  return counted.at(partnerId, `${validUntil}#${certificateId}`);
}

const movement = {
  changeId: z.string(),
  partnerId: z.string(),
  at: z.string(),
  level: z.string(),
  quantity: z.number(),
  by: z.string(),
};

const ledgerSchema = z.discriminatedUnion("kind", [
  z.object({
    ...movement,
    kind: z.literal("granted"),
    why: z.enum(["agreement", "certificate", "staff"]),
    certificateId: z.string().optional(),
    reason: z.string().optional(),
  }),
  z.object({ ...movement, kind: z.enum(["taken-back", "given-again"]), certificateId: z.string() }),
  z.object({
    ...movement,
    kind: z.literal("replaced"),
    certificationId: z.string(),
    exam: z.string(),
    codes: z.array(z.string()),
    expiresAt: z.string(),
    replaces: z.string(),
    accountId: z.string().optional(),
  }),
  z.object({
    ...movement,
    kind: z.literal("issued"),
    certificationId: z.string(),
    exam: z.string(),
    codes: z.array(z.string()),
    expiresAt: z.string(),
  }),
  z.object({
    ...movement,
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
