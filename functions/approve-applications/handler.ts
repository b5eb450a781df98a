import { applicationView } from "../../shared/contract/partner/applications.ts";
import { approveApplications } from "../../shared/contract/partner/bulk-approval.ts";
import { accept } from "../../shared/domain/decision.ts";
import { approveAll } from "../../shared/domain/partner/application-decision.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { decided } from "../../shared/domain/partner/organization-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(approveApplications, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    follow: (facts, refs, { account, body: { applicationIds } }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "main");
      if (!acting.accepted) return [];
      const asked = applicationIds.map(applications.at);
      const applicants = asked.flatMap((ref) => facts.known(ref)?.accountId ?? []);
      return facts.missing(...asked, ...applicants.map(memberships.at));
    },
    decide: (facts, refs, { account, body: { applicationIds }, now }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "main");
      if (!acting.accepted) return acting;
      const partner = acting.value;
      const applicationOf = (id: string) => facts.get(applications.at(id));
      const membershipOf = (accountId: string) => facts.get(memberships.at(accountId));
      const decision = approveAll(applicationIds, partner, applicationOf, membershipOf, now);
      if (!decision.accepted) return decision;

      const { organizationId } = partner;
      const approved = decision.value.map(({ application }) => application);
      const joining = decision.value.flatMap(({ application, membership }) => [
        { ...put(applications.at(application.applicationId), application), data: { organizationId } },
        { ...put(memberships.at(membership.accountId), membership), data: { organizationId, role: "member" } },
      ]);
      return accept({
        body: { data: approved.map(applicationView) },
        changes: [...joining, ...stillActing(account)],
        // The event's subject is the first application. The others have it in their histories.
        event: {
          type: "application.approved",
          data: { organizationId, accountId: approved[0]?.accountId ?? "" },
          notifications: approved.flatMap((each) => decided(partner, each, "approved", account)),
        },
      });
    },
  }),
);
