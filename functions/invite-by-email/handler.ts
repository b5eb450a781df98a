import { addresseesOf, inviteByEmail, invitedView } from "../../shared/contract/partner/bulk-invitation.ts";
import { invitationUrl } from "../../shared/contract/partner/invitations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { inviteAll } from "../../shared/domain/partner/bulk-invitation.ts";
import { drawToken } from "../../shared/domain/partner/invitation.ts";
import { actingFor, type Membership } from "../../shared/domain/partner/membership.ts";
import { invitedTo } from "../../shared/domain/partner/partnership-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { membersSeenBy } from "../../shared/settling/members-seen.ts";
import { put } from "../../shared/store/core/change.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

const inviting = (members: readonly Membership[]) =>
  step(inviteByEmail, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, query, body, now, random, origin, frontEnd }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;
      const decision = inviteAll(acting.value, account, addresseesOf(body), members, () => drawToken(random), now);
      if (!decision.accepted) return decision;

      const rows = decision.value;
      const made = rows.flatMap(({ invitation }) => invitation ?? []);
      const [first] = made;
      if (body.dryRun === true || query.dryRun === "true" || first === undefined) {
        return accept({
          body: invitedView(
            rows.map(({ invitation: _, ...row }) => row),
            { origin, frontEnd },
            now,
          ),
        });
      }
      const { organizationId, expiresAt } = first;
      const data = { organizationId, expiresAt, invited: made.length };
      const notifications = made.flatMap((each) =>
        invitedTo(acting.value, each, invitationUrl(each.token, { origin, frontEnd })),
      );
      return accept({
        body: invitedView(rows, { origin, frontEnd }, now),
        changes: [...made.map((each) => ({ ...put(invitations.at(each.token), each), data })), ...stillActing(account)],
        // The event's subject is the first link. The others have it in their histories.
        event: { type: "invitation.created", data, notifications },
      });
    },
  });

export const handler = serve(
  accountEndpoint(inviteByEmail, async (call, event) => {
    const emails = addresseesOf(call.body).flatMap(({ email }) => email ?? []);
    const members = await membersSeenBy(call.account, call.params.organizationId, emails, call.cost);
    return inviting(members).answer(event, call);
  }),
);
