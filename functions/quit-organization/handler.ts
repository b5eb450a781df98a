import { leftView, quitOrganization } from "../../shared/contract/partner/leaving.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { quit } from "../../shared/domain/partner/leaving.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { leaving, unreadCodes } from "../../shared/store/partner/leaving.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(quitOrganization, {
    reads: ({ account }) => ({ membership: memberships.at(account.accountId) }),
    follow: (facts, refs) => {
      const member = facts.get(refs.membership)?.member;
      if (member === undefined) return [];
      return [...facts.missing(partnerAt(member.organizationId)), ...unreadCodes(facts, member.examCodes)];
    },
    decide: (facts, refs, call) => {
      const member = facts.get(refs.membership)?.member;
      const partner = member && facts.get(partnerAt(member.organizationId));
      if (partner === undefined) return refuse("not-in-an-organization");
      const decision = quit(facts.get(refs.membership), partner, call.now);
      if (!decision.accepted) return decision;

      const { returnedExamCodes, changes, event } = leaving(facts, partner, decision.value, "quit", call);
      return accept({ body: leftView(decision.value, returnedExamCodes, call.now), changes, event });
    },
  }),
);
