import { grantCoupons, setBenefitRule } from "../../shared/contract/partner/benefit-grants.ts";
import { partnerView } from "../../shared/contract/partner/partners.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/partner/benefit-grant.ts";
import { benefitOf } from "../../shared/domain/partner/partner.ts";
import { partnershipChanged } from "../../shared/domain/partner/partnership-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

/** Both change the partner with its quota and the ledger, and tell the main account. */
function regranted({ partner, entries }: rules.Regranted, level: string, reason: string) {
  const granted = entries.reduce((sum, { quantity }) => sum + quantity, 0);
  const { remaining } = benefitOf(partner, level);
  return {
    body: partnerView(partner),
    changes: [put(partnerAt(partner.partnerId), partner), ...entries.map((entry) => put(ledgerAt(entry), entry))],
    granted,
    notifications: partnershipChanged(partner, { what: "benefits", level, granted, remaining }, reason),
  };
}

export const handler = serve(
  step(setBenefitRule, {
    reads: ({ params }) => ({ partner: partnerAt(params.partnerId) }),
    shown: asRead("partner", partnerView),
    decide: (facts, refs, { account, body: { level, rule: asked, reason }, now, random }) => {
      const rule = asked ?? undefined;
      const granting = { by: account.accountId, reason, now, random };
      const decision = rules.setBenefitRule(facts.get(refs.partner), level, rule, granting);
      if (!decision.accepted) return decision;

      const { granted, notifications, ...changed } = regranted(decision.value, level, reason);
      const data = { level, rule, granted, reason };
      return accept({ ...changed, event: { type: "partner.benefit-rule-set", data, notifications } });
    },
  }),
  step(grantCoupons, {
    reads: ({ params }) => ({ partner: partnerAt(params.partnerId) }),
    shown: asRead("partner", partnerView),
    decide: (facts, refs, { account, body: { level, quantity, reason }, now, random }) => {
      const granting = { by: account.accountId, reason, now, random };
      const decision = rules.grantCoupons(facts.get(refs.partner), level, quantity, granting);
      if (!decision.accepted) return decision;

      const { granted: _, notifications, ...changed } = regranted(decision.value, level, reason);
      const data = { level, quantity, reason };
      return accept({ ...changed, event: { type: "partner.coupons-granted", data, notifications } });
    },
  }),
);
