import * as z from "zod";
import { maximumCoupons } from "../../domain/partner/benefit.ts";
import { example } from "../examples.ts";
import { identifier, location, page, paging, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId, exam } from "../programme-fields.ts";
import { benefitAnswer, change, changeAnswer, count, exampleChange, exampleCodes, issuedCode } from "./benefits.ts";

const params = z.strictObject({ partnerId });

/** For managers, the main account and staff. */
const guarded = ["partner-not-found", "managers-only"] as const;

export const getBenefits = operation({
  id: "getBenefits",
  method: "GET",
  path: "/v1/partners/{partnerId}/benefits",
  auth: "account",
  tag: "Partner benefits",
  summary: "Get a partner's quota, and its reasons",
  params,
  answers: {
    200: {
      description: "The benefits of each level that has any",
      schema: z.object({ levels: z.record(z.string(), benefitAnswer) }).meta({
        id: "Benefits",
        examples: [
          {
            levels: {
              [example.level]: {
                quota: 15,
                issued: 12,
                remaining: 3,
                valid: 3,
                counted: 5,
                rule: { base: 10, forEachCertificate: 1 },
                nextStep: { certificates: 1, coupons: 1 },
              },
            },
          },
        ],
      }),
    },
  },
  refusals: guarded,
});

export const applyForBenefits = operation({
  id: "applyForBenefits",
  method: "POST",
  path: "/v1/partners/{partnerId}/benefit-applications",
  auth: "account",
  tag: "Partner benefits",
  summary: "Apply for coupons",
  description: `Issues exactly so many exam codes, or none. At most ${maximumCoupons} in one application, because one transaction holds no more.`,
  params,
  body: z.strictObject({ certificationId, exam, quantity: z.int().min(1).max(maximumCoupons) }),
  examples: { "Three coupons": { certificationId: example.certificationId, exam: example.exam, quantity: 3 } },
  answers: {
    201: {
      description: "Issued: the benefit change, its codes, and what remains of the quota",
      schema: z
        .object({ ...change, examCodes: z.array(z.string()), remaining: count })
        .meta({ id: "IssuedBenefit", examples: [{ ...exampleChange, examCodes: exampleCodes, remaining: 3 }] }),
      headers: location("/v1/partners/par_7f3k9qxw2m8tr5vn/benefit-changes/bch_01hxk3v9q7f3k9qxw"),
    },
  },
  refusals: [
    ...guarded,
    ...(["partnership-suspended", "partnership-ended"] as const),
    "certification-not-found",
    "certification-not-on-sale",
    "exam-not-paid-by-benefits",
    "quota-exceeded",
  ],
});

export const listBenefitChanges = operation({
  id: "listBenefitChanges",
  method: "GET",
  path: "/v1/partners/{partnerId}/benefit-changes",
  auth: "account",
  tag: "Partner benefits",
  summary: "List a partner's issued coupons, newest first",
  params,
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of benefit changes", schema: page(changeAnswer) } },
  refusals: guarded,
});

export const getBenefitChange = operation({
  id: "getBenefitChange",
  method: "GET",
  path: "/v1/partners/{partnerId}/benefit-changes/{changeId}",
  auth: "account",
  tag: "Partner benefits",
  summary: "Get an issue of coupons, with its codes and their status",
  params: z.strictObject({ partnerId, changeId: identifier("A benefit change's id", "bch_01hxk3v9q7f3k9qxw") }),
  answers: {
    200: {
      description: "The benefit change; `codes` tells where each of its exam codes stands now",
      schema: z.object({ ...change, examCodes: z.array(z.string()), codes: z.array(issuedCode) }).meta({
        id: "BenefitChangeDetails",
        examples: [
          {
            ...exampleChange,
            examCodes: exampleCodes,
            codes: exampleCodes.map((code) => ({ code, status: "available" })),
          },
        ],
      }),
    },
  },
  refusals: [...guarded, "benefit-change-not-found"],
});
