import { applyForBenefits } from "../../shared/contract/partner/benefit-operations.ts";
import { benefitIssuedView } from "../../shared/contract/partner/benefits.ts";
import { drawCode, drawSortableId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { applyForCoupons } from "../../shared/domain/partner/benefit.ts";
import { couponsIssued } from "../../shared/domain/partner/exam-code-notice.ts";
import { benefitOf } from "../../shared/domain/partner/partner.ts";
import { onSale } from "../../shared/domain/programme/certification.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put, unchanged } from "../../shared/store/core/change.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";

export const handler = serve(
  step(applyForBenefits, {
    reads: (call) => ({ ...managedPartner.reads(call), certification: certifications.at(call.body.certificationId) }),
    decide: (facts, refs, call) => {
      const { account, body, now, random } = call;
      const acting = managedPartner.decide(facts, refs, call);
      if (!acting.accepted) return acting;
      const certification = onSale(facts.get(refs.certification), now);
      if (!certification.accepted) return certification;

      const drawn = { changeId: drawSortableId("bch", random, now), draw: () => drawCode("EXC", random), by: account };
      const decision = applyForCoupons(acting.value, certification.value, body, drawn, programme, now);
      if (!decision.accepted) return decision;

      const { partner, change, codes } = decision.value;
      const { partnerId } = partner;
      const { changeId, level, certificationId, exam, quantity } = change;
      const { remaining } = benefitOf(partner, level);
      return accept({
        status: 201,
        headers: { location: `/v1/partners/${partnerId}/benefit-changes/${changeId}` },
        body: benefitIssuedView(change, remaining),
        changes: [
          put(refs.partner, partner),
          put(ledgerAt(change), change),
          ...codes.map((code) => ({ ...put(examCodes.at(code.code), code), data: { changeId } })),
          ...(account.staff ? [] : [unchanged(refs.own)]),
        ],
        event: {
          type: "benefit.issued",
          data: { changeId, level, certificationId, exam, quantity },
          notifications: couponsIssued(partner, certification.value, change, remaining, account),
        },
      });
    },
  }),
);
