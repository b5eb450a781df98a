import { revokeInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { invitationView } from "../../shared/contract/partner/invitations.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/partner/invitation.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(revokeInvitation, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      invitation: invitations.at(params.token),
    }),
    decide: (facts, refs, { account, now, origin, frontEnd }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;
      const invitation = facts.get(refs.invitation);
      const decision = rules.revokeInvitation(invitation, acting.value, now);
      if (!decision.accepted) return decision;

      const { organizationId, uses } = decision.value;
      const isNew = decision.value !== invitation;
      return accept({
        body: invitationView(decision.value, { origin, frontEnd }, now),
        changes: isNew ? [put(refs.invitation, decision.value), ...stillActing(account)] : [],
        event: { type: "invitation.revoked", data: { organizationId, uses } },
      });
    },
  }),
);
