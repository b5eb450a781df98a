import {
  countedView,
  explainAccount,
  explainedView,
  getTally,
  listTallyCertificates,
} from "../../shared/contract/tally.ts";
import { accept } from "../../shared/domain/decision.ts";
import { memberIn } from "../../shared/domain/membership.ts";
import { tallyOf } from "../../shared/domain/tally.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { memberships } from "../../shared/store/memberships.ts";
import { counted } from "../../shared/store/partners.ts";
import { certificatesOf, endingAfter, readEnded } from "../../shared/store/tally.ts";

export const handler = serve(
  guardedReading(getTally, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      return allowed.accepted ? accept({ facts, partner: refs.partner }) : allowed;
    },
    answer: async ({ facts, partner }, { now, cost }) => {
      const books = await readEnded(facts, partner, now, cost);
      if (books === undefined) throw new Problem("partner-not-found");
      return jsonReply(200, { levels: tallyOf(books.partner, books.ended) });
    },
  }),
  guardedListStep(listTallyCertificates, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      if (!allowed.accepted) return allowed;
      const { level } = call.query;
      const keep = level === undefined ? {} : { keep: (each: { level: string }) => each.level === level };
      const from = endingAfter(call.now);
      return accept({ entity: counted, partsOf: refs.partner, from, ascending: true, view: countedView, ...keep });
    },
  }),
  guardedReading(explainAccount, {
    reads: (call) => ({ ...managedPartner.reads(call), membership: memberships.at(call.params.accountId) }),
    decide: (facts, refs, call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      if (!allowed.accepted) return allowed;
      const { organizationId } = allowed.value;
      const member = memberIn(facts.get(refs.membership), organizationId) !== undefined;
      return accept({ organizationId, member });
    },
    answer: async ({ organizationId, member }, { params: { accountId }, account, now, cost }) => {
      const all = await certificatesOf(accountId, cost);
      const shown = all.filter((each) => member || account.staff || each.organizationId === organizationId);
      if (!member && shown.length === 0) throw new Problem("member-not-found");
      const certificates = shown.map((each) => explainedView(each, organizationId, now));
      return jsonReply(200, { accountId, member, certificates });
    },
  }),
);
