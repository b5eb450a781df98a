import * as contract from "../../shared/contract/benefits.ts";
import { benefitsOf } from "../../shared/domain/benefit.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { readValid } from "../../shared/store/benefits.ts";

export const handler = serve(
  guardedReading(contract.getBenefits, {
    ...managedPartner,
    answer: async (partner, { now, cost }) => {
      const valid = await readValid(partner, now, cost);
      const views = Object.entries(benefitsOf(partner)).map(([level, benefit]) => {
        return [level, contract.benefitView(benefit, valid(level))] as const;
      });
      return jsonReply(200, { levels: Object.fromEntries(views) });
    },
  }),
);
