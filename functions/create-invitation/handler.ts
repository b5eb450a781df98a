import { createInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { invitationPath, invitationView } from "../../shared/contract/partner/invitations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { drawToken, invite } from "../../shared/domain/partner/invitation.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(createInvitation, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, now, random, origin, frontEnd }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;

      const decision = invite(acting.value, account, drawToken(random), now);
      if (!decision.accepted) return decision;
      const invitation = decision.value;
      const { token, organizationId, expiresAt } = invitation;
      return accept({
        status: 201,
        headers: { location: invitationPath(token) },
        body: invitationView(invitation, { origin, frontEnd }, now),
        changes: [put(invitations.at(token), invitation), ...stillActing(account)],
        event: { type: "invitation.created", data: { organizationId, expiresAt } },
      });
    },
  }),
);
