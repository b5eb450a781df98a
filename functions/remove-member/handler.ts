import { leftView, removeMember } from "../../shared/contract/partner/leaving.ts";
import { accept } from "../../shared/domain/decision.ts";
import { remove } from "../../shared/domain/partner/leaving.ts";
import { actingFor, memberIn } from "../../shared/domain/partner/membership.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { leaving, unreadCodes } from "../../shared/store/partner/leaving.ts";
import { memberships, stillActing } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(removeMember, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      membership: memberships.at(params.accountId),
    }),
    follow: (facts, refs) => {
      const organizationId = facts.get(refs.partner)?.organizationId ?? "";
      return unreadCodes(facts, memberIn(facts.get(refs.membership), organizationId)?.examCodes ?? []);
    },
    decide: (facts, refs, call) => {
      const { account, params } = call;
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;
      const decision = remove(facts.get(refs.membership), acting.value, account, call.now);
      if (!decision.accepted) return decision;

      const { returnedExamCodes, changes, event } = leaving(facts, acting.value, decision.value, "removed", call);
      // A manager who leaves is guarded by the change of its own membership.
      const guards = params.accountId === account.accountId ? [] : stillActing(account);
      const body = leftView(decision.value, returnedExamCodes, call.now);
      return accept({ body, changes: [...changes, ...guards], event });
    },
  }),
);
