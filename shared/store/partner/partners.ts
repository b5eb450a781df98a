import * as z from "zod";
import type { Partner } from "../../domain/partner/partner.ts";
import { entity, lists } from "../core/entity.ts";
import { named } from "../core/stored.ts";

const benefitRule = () =>
  z.union([
    z.object({ base: z.number(), forEachCertificate: z.number() }),
    z.object({ steps: z.array(z.object({ certificates: z.number(), coupons: z.number() })) }),
  ]);

const pause = { at: z.string(), reason: z.string() };

const schema = () =>
  z.object({
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
    benefitRules: named(benefitRule()).optional(),
    suspended: z.object(pause).optional(),
    ended: z.object({ ...pause, settled: z.literal(true).optional() }).optional(),
  });

/** Partner and organization in one item. After the end it is due until all of its exam codes have that recorded. */
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
