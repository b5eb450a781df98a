import { addresseesOf, inviteByEmail, invitedView } from "../../shared/contract/partner/bulk-invitation.ts";
import { invitationPath } from "../../shared/contract/partner/invitations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { inviteAll } from "../../shared/domain/partner/bulk-invitation.ts";
import { drawToken } from "../../shared/domain/partner/invitation.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { invitedTo } from "../../shared/domain/partner/partnership-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { invitations, memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(inviteByEmail, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, body, now, random, origin }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;
      const decision = inviteAll(acting.value, account, addresseesOf(body), () => drawToken(random), now);
      if (!decision.accepted) return decision;

      const rows = decision.value;
      const made = rows.flatMap(({ invitation }) => invitation ?? []);
      const [first] = made;
      if (body.dryRun === true || first === undefined) {
        return accept({
          body: invitedView(
            rows.map(({ invitation: _, ...row }) => row),
            origin,
            now,
          ),
        });
      }
      const { organizationId, expiresAt } = first;
      const data = { organizationId, expiresAt, invited: made.length };
      const notifications = made.flatMap((each) =>
        invitedTo(acting.value, each, `${origin}${invitationPath(each.token)}`),
      );
      return accept({
        body: invitedView(rows, origin, now),
        changes: [...made.map((each) => ({ ...put(invitations.at(each.token), each), data })), ...stillActing(account)],
        // The event is about the first link; the others have it in their histories.
        event: { type: "invitation.created", data, notifications },
      });
    },
  }),
);
