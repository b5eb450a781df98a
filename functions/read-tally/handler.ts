import { countedView, getTally, listTallyCertificates } from "../../shared/contract/tally.ts";
import { accept } from "../../shared/domain/decision.ts";
import { tallyOf } from "../../shared/domain/tally.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { counted } from "../../shared/store/partners.ts";
import { endingAfter, readEnded } from "../../shared/store/tally.ts";

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
);
