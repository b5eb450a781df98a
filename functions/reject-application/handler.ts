import { rejectApplication } from "../../shared/contract/partner/application-decisions.ts";
import { applicationView } from "../../shared/contract/partner/applications.ts";
import { accept } from "../../shared/domain/decision.ts";
import { reject } from "../../shared/domain/partner/application-decision.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { decided } from "../../shared/domain/partner/organization-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(rejectApplication, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      application: applications.at(params.applicationId),
    }),
    decide: (facts, refs, { account, body, now }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "main");
      if (!acting.accepted) return acting;
      const partner = acting.value;
      const decision = reject(facts.get(refs.application), partner, body.reason, now);
      if (!decision.accepted) return decision;

      const { organizationId, accountId } = decision.value;
      return accept({
        body: applicationView(decision.value),
        changes: [put(refs.application, decision.value), ...stillActing(account)],
        event: {
          type: "application.rejected",
          data: { organizationId, accountId, reason: body.reason },
          notifications: decided(partner, decision.value, "rejected", account),
        },
      });
    },
  }),
);
