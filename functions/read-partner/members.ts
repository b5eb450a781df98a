import {
  getMember,
  getMembersCsv,
  listMembers,
  membersCsv,
  memberView,
} from "../../shared/contract/partner/organizations.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { actingFor, isFoundBy, type Membership, memberIn } from "../../shared/domain/partner/membership.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { csvReply } from "../../shared/http/reply.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { memberships, readMembers } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  guardedListStep(listMembers, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, query: { q } }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;

      const listing = {
        entity: memberships,
        list: lists.organization(acting.value.organizationId),
        ascending: true,
        view: memberView,
      };
      if (q === undefined) return accept(listing);
      return accept({ ...listing, keep: ({ member }: Membership) => member !== undefined && isFoundBy(member, q) });
    },
  }),
  guardedReading(getMembersCsv, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account }) =>
      actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager"),
    answer: async ({ organizationId }, { cost }) =>
      csvReply(`${organizationId}-members`, membersCsv(await readMembers(organizationId, cost))),
  }),
  step(getMember, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
      membership: memberships.at(params.accountId),
    }),
    decide: (facts, refs, { account, params: { organizationId } }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;

      const membership = facts.get(refs.membership);
      if (membership === undefined || memberIn(membership, organizationId) === undefined)
        return refuse("member-not-found");
      return accept({ body: memberView(membership), about: membership.accountId });
    },
  }),
];
