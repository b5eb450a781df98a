import * as z from "zod";
import { bearerOf, type ExamCode, examCodeStatus, examCodeStatuses } from "../../domain/exam/exam-code.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Benefit, type BenefitChange, maximumCoupons } from "../../domain/partner/benefit.ts";
import { example } from "../examples.ts";
import { certificationId, exam, identifier, instant, location, page, paging, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";

const params = z.strictObject({ partnerId });

/** For managers, the main account and staff. */
const guarded = ["partner-not-found", "managers-only"] as const;

const count = z.int();

const benefitAnswer = z.object({
  quota: count.meta({ description: "Coupons that may be issued in all" }),
  issued: count,
  remaining: count,
  valid: count.meta({ description: "Certificates that count under the partner and are valid now" }),
  counted: count.meta({ description: "Certificates that were ever counted; the quota follows from these" }),
  rule: z.union([
    z.object({ base: count, forEachCertificate: count }),
    z.object({ steps: z.array(z.object({ certificates: count, coupons: count })) }),
  ]),
  isOwnRule: z.literal(true).optional().meta({ description: "Staff agreed the rule with this partner alone" }),
  extra: count.optional().meta({ description: "Coupons that staff granted beside what the rule gives" }),
  nextStep: z
    .object({ certificates: count, coupons: count })
    .optional()
    .meta({ description: "So many more certificates give so many more coupons" }),
});

export function benefitView(benefit: Benefit, valid: number) {
  return { ...benefit, valid };
}

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

const change = {
  changeId: z.string(),
  kind: z.literal("issued"),
  at: instant,
  level: z.string(),
  certificationId: z.string(),
  exam: z.string(),
  quantity: count,
  expiresAt: instant,
  by: z.string(),
};

export const exampleChange = {
  changeId: "bch_01hxk3v9q7f3k9qxw",
  kind: "issued",
  at: "2026-11-22T09:30:00.000Z",
  level: example.level,
  quantity: 3,
  certificationId: example.certificationId,
  exam: example.exam,
  expiresAt: "2027-11-22T09:30:00.000Z",
  by: "mia-1837465",
};
const exampleCodes = ["EXC-7F3K-9QXW-2M8T-R5VN-8", "EXC-8G4M-ARYX-3N9V-S6WP-N", "EXC-9H5N-BSZY-4P0W-T7XQ-K"];

/** The list leaves out the codes. */
export function benefitChangeView(entry: BenefitChange) {
  const { changeId, kind, at, level, certificationId, exam, quantity, expiresAt, by } = entry;
  return { changeId, kind, at, level, certificationId, exam, quantity, expiresAt, by };
}

export function benefitIssuedView(entry: BenefitChange, remaining: number) {
  return { ...benefitChangeView(entry), examCodes: entry.codes, remaining };
}

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

const changeAnswer = z.object(change).meta({ id: "BenefitChange", examples: [exampleChange] });

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

const issuedCode = z.object({
  code: z.string(),
  status: z.enum(examCodeStatuses),
  holder: z.object({ accountId: z.string(), fullName: z.string() }).optional(),
});

export function benefitChangeDetailsView(entry: BenefitChange, codes: readonly ExamCode[], now: Instant) {
  return {
    ...benefitChangeView(entry),
    examCodes: entry.codes,
    codes: codes.map((each) => {
      const holder = bearerOf(each);
      const who = holder && { accountId: holder.accountId, fullName: holder.fullName };
      return { code: each.code, status: examCodeStatus(each, now), holder: who };
    }),
  };
}

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
