import { getInvitation, listInvitations } from "../../shared/contract/partner/invitation-operations.ts";
import { invitationView, openInvitationView } from "../../shared/contract/partner/invitations.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import type { Invitation } from "../../shared/domain/partner/invitation.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  guardedListStep(listInvitations, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, origin, frontEnd }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;

      const list = lists.organization(acting.value.organizationId);
      return accept({
        entity: invitations,
        list,
        view: (each: Invitation, now) => invitationView(each, { origin, frontEnd }, now),
      });
    },
  }),
  step(getInvitation, {
    reads: ({ params }) => ({ invitation: invitations.at(params.token) }),
    follow: (facts, refs) => {
      const invitation = facts.get(refs.invitation);
      return invitation === undefined ? [] : facts.missing(partnerAt(invitation.organizationId));
    },
    decide: (facts, refs, { now }) => {
      const invitation = facts.get(refs.invitation);
      const partner = invitation && facts.get(partnerAt(invitation.organizationId));
      if (invitation === undefined || partner === undefined) return refuse("invitation-not-found");
      return accept({ body: openInvitationView(invitation, partner, now) });
    },
  }),
];
