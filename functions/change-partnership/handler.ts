import { partnerView } from "../../shared/contract/partner/partners.ts";
import { endPartnership, resumePartnership, suspendPartnership } from "../../shared/contract/partner/partnerships.ts";
import { accept } from "../../shared/domain/decision.ts";
import { changePartnership, type PartnershipAct } from "../../shared/domain/partner/partnership.ts";
import { partnershipChanged } from "../../shared/domain/partner/partnership-notice.ts";
import type { Parts } from "../../shared/http/parts.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { type AccountCall, step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

type Call = AccountCall<typeof suspendPartnership>;

const happened = { suspend: "suspended", resume: "resumed", end: "ended" } as const;

/** The three acts only differ in their rule. */
function doing(act: PartnershipAct): Parts<Call, { partner: ReturnType<typeof partnerAt> }> {
  return {
    reads: ({ params }) => ({ partner: partnerAt(params.partnerId) }),
    shown: asRead("partner", partnerView),
    decide: (facts, refs, { body: { reason }, now }) => {
      const decision = changePartnership(facts.get(refs.partner), act, reason, now);
      if (!decision.accepted) return decision;

      const what = happened[act];
      const notifications = partnershipChanged(decision.value, { what }, reason);
      return accept({
        body: partnerView(decision.value),
        changes: [put(refs.partner, decision.value)],
        event: { type: `partner.${what}`, data: { reason }, notifications },
      });
    },
  };
}

export const handler = serve(
  step(suspendPartnership, doing("suspend")),
  step(resumePartnership, doing("resume")),
  step(endPartnership, doing("end")),
);
