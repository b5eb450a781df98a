import * as z from "zod";
import type { Partner } from "../../domain/partner/partner.ts";
import { partnershipStatus, partnershipStatuses } from "../../domain/partner/partnership.ts";
import { accountId, email, location, page, paging, partnerId, text } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";

export const examplePartner = {
  partnerId: "par_7f3k9qxw2m8tr5vn",
  organizationId: "org_7f3k9qxw2m8tr5vn",
  name: "Cloud Partners Ltd",
  mainAccountId: "mia-1837465",
  createdAt: "2026-11-22T09:30:00.000Z",
  status: "active",
};

export const partnerAnswer = z
  .object({
    partnerId: z.string(),
    organizationId: z.string(),
    name: z.string(),
    mainAccountId: z.string(),
    createdAt: instant,
    status: z.enum(partnershipStatuses),
    suspendedAt: instant.optional(),
    endedAt: instant.optional(),
    reason: z.string().optional().meta({ description: "Why it is suspended, or has ended" }),
    benefitRules: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .optional()
      .meta({ description: "By level: its own rules, where they are not the programme's" }),
    extraCoupons: z
      .record(z.string(), z.int())
      .optional()
      .meta({ description: "By level: coupons that staff granted beside what the rule gives" }),
  })
  .meta({
    id: "Partner",
    examples: [examplePartner],
  });

/** A partner as its managers and staff see it; its status follows from its own facts. */
export function partnerView(partner: Partner) {
  const { partnerId, organizationId, name, mainAccountId, createdAt, suspended, ended } = partner;
  const rests = { suspendedAt: suspended?.at, endedAt: ended?.at, reason: (ended ?? suspended)?.reason };
  const extra = Object.entries(partner.levels).flatMap(([level, counts]) =>
    counts.extra === undefined ? [] : [[level, counts.extra] as const],
  );
  return {
    partnerId,
    organizationId,
    name,
    mainAccountId,
    createdAt,
    status: partnershipStatus(partner),
    ...rests,
    benefitRules: partner.benefitRules,
    extraCoupons: extra.length === 0 ? undefined : Object.fromEntries(extra),
  };
}

export const createPartner = operation({
  id: "createPartner",
  method: "POST",
  path: "/v1/partners",
  auth: "staff",
  tag: "Partners",
  summary: "Create a partner with its organization",
  description:
    "The main account decides who joins the organization. With `mainAccountEmail`, it gets an e-mail when something waits for it.",
  body: z.strictObject({
    name: text(200),
    mainAccountId: accountId,
    mainAccountName: text(200).optional(),
    mainAccountEmail: email.optional(),
  }),
  examples: {
    "A company": {
      name: "Cloud Partners Ltd",
      mainAccountId: "mia-1837465",
      mainAccountName: "Mia Main",
      mainAccountEmail: "mia@example.org",
    },
  },
  answers: {
    201: { description: "The partner", schema: partnerAnswer, headers: location("/v1/partners/par_7f3k9qxw2m8tr5vn") },
  },
  refusals: ["account-in-another-organization"],
});

export const listPartners = operation({
  id: "listPartners",
  method: "GET",
  path: "/v1/partners",
  auth: "staff",
  tag: "Partners",
  summary: "List partners, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of partners", schema: page(partnerAnswer) } },
});

export const getPartner = operation({
  id: "getPartner",
  method: "GET",
  path: "/v1/partners/{partnerId}",
  auth: "account",
  tag: "Partners",
  summary: "Get a partner",
  description: "For the managers of its organization and staff.",
  params: z.strictObject({ partnerId }),
  answers: { 200: { description: "The partner", schema: partnerAnswer } },
  refusals: ["partner-not-found", "managers-only"],
});
