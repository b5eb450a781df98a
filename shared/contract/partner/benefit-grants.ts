import * as z from "zod";
import { example } from "../examples.ts";
import { operation } from "../operation.ts";
import { level } from "../programme-fields.ts";
import { changed, ofStaff, reason } from "./partnerships.ts";

const count = z.int().min(0).max(1_000_000);

const rule = z
  .union([
    z.strictObject({ base: count, forEachCertificate: count }),
    z.strictObject({
      steps: z
        .array(z.strictObject({ certificates: count, coupons: count }))
        .min(1)
        .max(100)
        .refine(
          (steps) =>
            steps.every(({ certificates, coupons }, at) => {
              const before = steps[at - 1];
              return before === undefined || (certificates > before.certificates && coupons >= before.coupons);
            }),
          "must grow from step to step",
        ),
    }),
  ])
  .nullable()
  .meta({ description: "`null`: the programme's rule stands again" });

export const setBenefitRule = operation({
  ...ofStaff,
  id: "setBenefitRule",
  path: "/v1/partners/{partnerId}/benefit-rules",
  summary: "Set a partner's own benefit rule for a level",
  description:
    "The quota follows the rule at once, for all certificates that ever counted. The ledger gets an entry with the difference and the reason. If the rule gives less than was issued, nothing remains, and nothing is taken back.",
  body: z.strictObject({ level, rule, reason }),
  examples: {
    "Two for each certificate": {
      level: example.level,
      rule: { base: 10, forEachCertificate: 2 },
      reason: "Agreed for three years",
    },
    "The programme's again": { level: example.level, rule: null, reason: "The agreement has ended" },
  },
  answers: changed({ benefitRules: { [example.level]: { base: 10, forEachCertificate: 2 } } }),
  refusals: ["partner-not-found", "partnership-ended", "exam-not-paid-by-benefits"],
});

export const grantCoupons = operation({
  ...ofStaff,
  id: "grantCoupons",
  path: "/v1/partners/{partnerId}/coupons",
  summary: "Grant a partner extra coupons",
  description: "They come on top of the benefit rule. The ledger gets an entry with the reason.",
  body: z.strictObject({ level, quantity: z.int().min(1).max(10_000), reason }),
  examples: { "Five more": { level: example.level, quantity: 5, reason: "Made good for an outage" } },
  answers: changed({ extraCoupons: { [example.level]: 5 } }),
  refusals: ["partner-not-found", "partnership-ended", "exam-not-paid-by-benefits"],
});
