import { getMe } from "../../shared/contract/account.ts";
import { organizationView } from "../../shared/contract/organizations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { memberships } from "../../shared/store/memberships.ts";
import { partnerAt } from "../../shared/store/partners.ts";

export const handler = serve(
  step(getMe, {
    reads: ({ account }) => ({ membership: memberships.at(account.accountId) }),
    follow: (facts, refs) => {
      const member = facts.get(refs.membership)?.member;
      return member === undefined ? [] : facts.missing(partnerAt(member.organizationId));
    },
    decide: (facts, refs, { account }) => {
      const membership = facts.get(refs.membership);
      const partner = membership?.member && facts.get(partnerAt(membership.member.organizationId));
      const organization = partner && organizationView(partner, membership);
      return accept({ body: { ...account, organization } });
    },
  }),
);
