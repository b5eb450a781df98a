import { maximumLines } from "../../shared/contract/csv-file.ts";
import { getMember, getMembersCsv, listMembers } from "../../shared/contract/partner/member-operations.ts";
import { membersCsv, memberView } from "../../shared/contract/partner/members.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { isFoundBy, type Membership, memberIn } from "../../shared/domain/partner/membership.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { fileReply, guardedListStep, type Place } from "../../shared/http/list.ts";
import { managedOrganization } from "../../shared/http/managed-partner.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listOwned } from "../../shared/store/core/list.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";

export const endpoints = [
  guardedListStep(listMembers, {
    reads: managedOrganization.reads,
    decide: (facts, refs, { account, query: { q } }) => {
      const acting = managedOrganization.decide(facts, refs, { account });
      if (!acting.accepted) return acting;

      const list = lists.organization(acting.value.organizationId);
      const of = ({ accountId }: Membership) => accountId;
      const listing = { entity: memberships, list, ascending: true, view: memberView, of };
      if (q === undefined) return accept(listing);
      return accept({ ...listing, keep: ({ member }: Membership) => member !== undefined && isFoundBy(member, q) });
    },
  }),
  guardedReading(getMembersCsv, {
    ...managedOrganization,
    answer: ({ organizationId }, call) => {
      const list = lists.organization(organizationId);
      const readPart = (place: Place) => listOwned(memberships, list, { ...place, ascending: true }, call.cost);
      const file = { name: `${organizationId}-members`, list, most: maximumLines };
      return fileReply(getMembersCsv, call, file, readPart, membersCsv, ({ accountId }) => accountId);
    },
  }),
  step(getMember, {
    reads: (call) => ({ ...managedOrganization.reads(call), membership: memberships.at(call.params.accountId) }),
    decide: (facts, refs, { account, params: { organizationId } }) => {
      const acting = managedOrganization.decide(facts, refs, { account });
      if (!acting.accepted) return acting;

      const membership = facts.get(refs.membership);
      if (membership === undefined || memberIn(membership, organizationId) === undefined)
        return refuse("member-not-found");
      return accept({ body: memberView(membership), about: membership.accountId });
    },
  }),
];
