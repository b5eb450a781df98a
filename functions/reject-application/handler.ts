import { applicationView, rejectApplication } from "../../shared/contract/applications.ts";
import { reject } from "../../shared/domain/application.ts";
import { accept } from "../../shared/domain/decision.ts";
import { actingFor } from "../../shared/domain/membership.ts";
import { decided } from "../../shared/domain/organization-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/change.ts";
import { applications, memberships, stillActing } from "../../shared/store/memberships.ts";
import { partnerAt } from "../../shared/store/partners.ts";

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
