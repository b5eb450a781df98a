import { getOrganization, organizationView } from "../../shared/contract/partner/organizations.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  step(getOrganization, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account }) => {
      const membership = facts.get(refs.acting);
      return show(actingFor(facts.get(refs.partner), account, membership, "member"), (partner) =>
        organizationView(partner, membership, account.staff),
      );
    },
  }),
];
