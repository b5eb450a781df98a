import type { Account } from "../domain/account.ts";
import { accept, type Decision } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import { actingFor, type Membership } from "../domain/partner/membership.ts";
import type { Partner } from "../domain/partner/partner.ts";
import type { Counted } from "../domain/partner/tally.ts";
import type { Cost } from "../store/core/cost.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { readEnded } from "../store/partner/ended-certificates.ts";
import { memberships } from "../store/partner/memberships.ts";
import { partnerAt } from "../store/partner/partners.ts";
import { Problem } from "./problem.ts";
import { jsonReply } from "./reply.ts";

type Call = { readonly params: { readonly partnerId: string }; readonly account: Account };
type Read = { readonly partner: Ref<Partner>; readonly own: Ref<Membership> };

/** The partner, for its managers, its main account and staff. */
export const managedPartner = {
  reads: ({ params, account }: Call) => ({
    partner: partnerAt(params.partnerId),
    own: memberships.at(account.accountId),
  }),
  decide: (facts: Facts, { partner, own }: Read, { account }: Call): Decision<Partner> =>
    actingFor(facts.get(partner), account, facts.get(own), "manager", "partner-not-found"),
};

type OrganizationCall = { readonly params: { readonly organizationId: string }; readonly account: Account };
type Acting = { readonly partner: Ref<Partner>; readonly acting: Ref<Membership> };

export const managedOrganization = {
  reads: ({ params, account }: OrganizationCall) => ({
    partner: partnerAt(params.organizationId),
    acting: memberships.at(account.accountId),
  }),
  decide: (facts: Facts, { partner, acting }: Acting, { account }: Pick<OrganizationCall, "account">) =>
    actingFor(facts.get(partner), account, facts.get(acting), "manager"),
};

/** An answer computed from the partner and its counted certificates at one moment. */
export function fromBooks<T>(answer: (partner: Partner, ended: readonly Counted[]) => T) {
  return {
    reads: managedPartner.reads,
    decide: (facts: Facts, refs: Read, call: Call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      return allowed.accepted ? accept({ facts, partner: refs.partner }) : allowed;
    },
    answer: async (
      { facts, partner }: { readonly facts: Facts; readonly partner: Ref<Partner> },
      { now, cost }: { readonly now: Instant; readonly cost: Cost },
    ) => {
      const books = await readEnded(facts, partner, now, cost);
      if (books === undefined) throw new Problem("partner-not-found");
      return jsonReply(200, answer(books.partner, books.ended));
    },
  };
}
