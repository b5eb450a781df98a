import * as z from "zod";
import { type ExamCode, examCodeStatus, examCodeStatuses } from "../../domain/exam/exam-code.ts";
import { bearerOf } from "../../domain/exam/exam-code-bearer.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Benefit, BenefitChange } from "../../domain/partner/benefit.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";

export const count = z.int();

export const benefitAnswer = z.object({
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

export const change = {
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
export const exampleCodes = ["EXC-7F3K-9QXW-2M8T-R5VN-8", "EXC-8G4M-ARYX-3N9V-S6WP-N", "EXC-9H5N-BSZY-4P0W-T7XQ-K"];

/** The list leaves out the codes. */
export function benefitChangeView(entry: BenefitChange) {
  const { changeId, kind, at, level, certificationId, exam, quantity, expiresAt, by } = entry;
  return { changeId, kind, at, level, certificationId, exam, quantity, expiresAt, by };
}

export function benefitIssuedView(entry: BenefitChange, remaining: number) {
  return { ...benefitChangeView(entry), examCodes: entry.codes, remaining };
}

export const changeAnswer = z.object(change).meta({ id: "BenefitChange", examples: [exampleChange] });

export const issuedCode = z.object({
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
