import { applyToOrganization } from "../../shared/contract/partner/application-operations.ts";
import { applicationView } from "../../shared/contract/partner/applications.ts";
import { accept } from "../../shared/domain/decision.ts";
import { apply } from "../../shared/domain/partner/application.ts";
import { applied } from "../../shared/domain/partner/organization-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put, unchanged } from "../../shared/store/core/change.ts";
import { applicationIdFor, applications } from "../../shared/store/partner/applications.ts";
import { invitations, usedOnce } from "../../shared/store/partner/invitations.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(applyToOrganization, {
    reads: ({ params, account }) => ({
      invitation: invitations.at(params.token),
      membership: memberships.at(account.accountId),
    }),
    follow: (facts, refs, { account }) => {
      const { organizationId, createdBy } = facts.get(refs.invitation) ?? {};
      if (organizationId === undefined || createdBy === undefined) return [];
      const earlier = applications.at(applicationIdFor(organizationId, account.accountId));
      return facts.missing(partnerAt(organizationId), memberships.at(createdBy), earlier);
    },
    decide: (facts, refs, { account, body, params: { token }, now }) => {
      const invitation = facts.get(refs.invitation);
      const applicationId = applicationIdFor(invitation?.organizationId ?? "", account.accountId);
      const ref = applications.at(applicationId);
      const partner = invitation && facts.get(partnerAt(invitation.organizationId));
      const known = { invitation, membership: facts.get(refs.membership), earlier: facts.known(ref), partner };
      const decision = apply(known, body, account, applicationId, now);
      if (!decision.accepted) return decision;

      const { organizationId, invitedBy } = decision.value;
      const inviter = facts.get(memberships.at(invitedBy));
      return accept({
        status: 201,
        headers: { location: `/v1/applications/${applicationId}` },
        body: applicationView(decision.value),
        changes: [put(ref, decision.value), unchanged(refs.membership), usedOnce(token)],
        event: {
          type: "application.submitted",
          data: { organizationId, invitation: token, invitedBy },
          notifications: partner && invitation ? applied(partner, invitation, inviter, decision.value) : [],
        },
      });
    },
  }),
);
