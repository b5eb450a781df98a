import type { Account } from "../domain/account.ts";
import type { Decision } from "../domain/decision.ts";
import { actingFor, type Membership } from "../domain/membership.ts";
import type { Partner } from "../domain/partner.ts";
import type { Ref } from "../store/entity.ts";
import type { Facts } from "../store/facts.ts";
import { memberships } from "../store/memberships.ts";
import { partnerAt } from "../store/partners.ts";

type Call = { readonly params: { readonly partnerId: string }; readonly account: Account };
type Read = { readonly partner: Ref<Partner>; readonly own: Ref<Membership> };

/** What every operation on a partner looks up, and who gets it: its managers, its main account, and staff. */
export const managedPartner = {
  reads: ({ params, account }: Call) => ({
    partner: partnerAt(params.partnerId),
    own: memberships.at(account.accountId),
  }),
  decide: (facts: Facts, { partner, own }: Read, { account }: Call): Decision<Partner> =>
    actingFor(facts.get(partner), account, facts.get(own), "manager", "partner-not-found"),
};
