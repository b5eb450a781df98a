import { withdrawApplication } from "../../shared/contract/partner/application-operations.ts";
import { applicationView } from "../../shared/contract/partner/applications.ts";
import { accept } from "../../shared/domain/decision.ts";
import { withdraw } from "../../shared/domain/partner/application.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";

export const handler = serve(
  step(withdrawApplication, {
    reads: ({ params, account }) => ({
      application: applications.at(params.applicationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, now }) => {
      const decision = withdraw(facts.get(refs.application), account, facts.get(refs.acting), now);
      if (!decision.accepted) return decision;

      const { organizationId } = decision.value;
      return accept({
        body: applicationView(decision.value),
        changes: [put(refs.application, decision.value)],
        event: { type: "application.withdrawn", data: { organizationId } },
      });
    },
  }),
);
