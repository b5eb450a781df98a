import * as benefitOperations from "../../shared/contract/partner/benefit-operations.ts";
import * as contract from "../../shared/contract/partner/benefits.ts";
import { benefitsOf } from "../../shared/domain/partner/benefit.ts";
import { tallyOf } from "../../shared/domain/partner/tally.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { fromBooks } from "../../shared/http/managed-partner.ts";

export const endpoints = [
  guardedReading(
    benefitOperations.getBenefits,
    fromBooks((partner, ended) => {
      const tally = tallyOf(partner, ended);
      const views = Object.entries(benefitsOf(partner)).map(([level, benefit]) => {
        return [level, contract.benefitView(benefit, tally[level]?.valid ?? 0)] as const;
      });
      return { levels: Object.fromEntries(views) };
    }),
  ),
];
