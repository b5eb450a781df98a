import { explainedView } from "../../shared/contract/partner/tally.ts";
import { explainAccount } from "../../shared/contract/partner/tally-operations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { memberIn } from "../../shared/domain/partner/membership.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply, showing } from "../../shared/http/reply.ts";
import { certificatesOf } from "../../shared/store/partner/ended-certificates.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";

export const endpoints = [
  guardedReading(explainAccount, {
    reads: (call) => ({ ...managedPartner.reads(call), membership: memberships.at(call.params.accountId) }),
    decide: (facts, refs, call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      if (!allowed.accepted) return allowed;
      const { organizationId, ended } = allowed.value;
      const member = memberIn(facts.get(refs.membership), organizationId) !== undefined;
      return accept({ organizationId, endedAt: ended?.at, member });
    },
    answer: async ({ organizationId, endedAt, member }, { params: { accountId }, account, now, cost }) => {
      const all = await certificatesOf(accountId, cost);
      const shown = all.filter((each) => member || account.staff || each.organizationId === organizationId);
      if (!member && shown.length === 0) throw new Problem("member-not-found");
      const certificates = shown.map((each) => explainedView(each, organizationId, now, endedAt));
      return showing(jsonReply(200, { accountId, member, certificates }), [accountId]);
    },
  }),
];
