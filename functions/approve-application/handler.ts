import { approveApplication } from "../../shared/contract/partner/application-decisions.ts";
import { applicationView } from "../../shared/contract/partner/applications.ts";
import { accept } from "../../shared/domain/decision.ts";
import { approve } from "../../shared/domain/partner/application-decision.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { decided } from "../../shared/domain/partner/organization-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(approveApplication, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      application: applications.at(params.applicationId),
    }),
    decide: (facts, refs, { account, now }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "main");
      if (!acting.accepted) return acting;
      const partner = acting.value;
      // Most applicants have no membership, so it is not read. The write checks that, and brings it if there is one.
      const known = (accountId: string) => facts.known(memberships.at(accountId));
      const decision = approve(facts.get(refs.application), partner, known, now);
      if (!decision.accepted) return decision;

      const { application, membership } = decision.value;
      const { organizationId } = partner;
      const joined = put(memberships.at(application.accountId), membership);
      return accept({
        body: applicationView(application),
        changes: [
          put(refs.application, application),
          { ...joined, data: { organizationId, role: "member" } },
          ...stillActing(account),
        ],
        event: {
          type: "application.approved",
          data: { organizationId, accountId: application.accountId },
          notifications: decided(partner, application, "approved", account),
        },
      });
    },
  }),
);
