import { changeRole } from "../../shared/contract/partner/member-operations.ts";
import { memberView } from "../../shared/contract/partner/members.ts";
import { accept } from "../../shared/domain/decision.ts";
import { actingFor, withRole } from "../../shared/domain/partner/membership.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(changeRole, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      membership: memberships.at(params.accountId),
    }),
    shown: asRead("membership", memberView),
    decide: (facts, refs, { account, body: { role } }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "main");
      if (!acting.accepted) return acting;
      const before = facts.get(refs.membership)?.member?.role;
      const decision = withRole(facts.get(refs.membership), acting.value, role);
      if (!decision.accepted) return decision;

      const { organizationId } = acting.value;
      return accept({
        body: memberView(decision.value),
        changes: before === role ? [] : [put(refs.membership, decision.value), ...stillActing(account)],
        event: { type: "membership.role-changed", data: { organizationId, from: before, to: role } },
      });
    },
  }),
);
