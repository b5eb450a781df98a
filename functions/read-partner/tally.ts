import { countedView, tallyCsv } from "../../shared/contract/partner/tally.ts";
import { getTally, getTallyCsv, listTallyCertificates } from "../../shared/contract/partner/tally-operations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type Counted, tallyOf } from "../../shared/domain/partner/tally.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { fromBooks, managedPartner } from "../../shared/http/managed-partner.ts";
import { csvReply, showing } from "../../shared/http/reply.ts";
import { allOf, behind, listParts } from "../../shared/store/core/list.ts";
import { counted } from "../../shared/store/partner/counted.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  guardedReading(
    getTally,
    fromBooks((partner, ended) => ({ levels: tallyOf(partner, ended) })),
  ),
  guardedListStep(listTallyCertificates, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const allowed = managedPartner.decide(facts, refs, call);
      if (!allowed.accepted) return allowed;
      const { level } = call.query;
      const keep = level === undefined ? {} : { keep: (each: { level: string }) => each.level === level };
      const from = behind(call.now);
      const shown = { view: countedView, of: ({ accountId }: Counted) => accountId };
      return accept({ entity: counted, partsOf: refs.partner, from, ascending: true, ...shown, ...keep });
    },
  }),
  guardedReading(getTallyCsv, {
    ...managedPartner,
    answer: async (partner, { now, cost }) => {
      const { key } = partnerAt(partner.partnerId);
      const part = { limit: 1_000, from: behind(now), ascending: true };
      const rows = await allOf((after) => listParts(counted, key, { ...part, after }, cost));
      return showing(
        csvReply(`${partner.partnerId}-tally`, tallyCsv(rows)),
        rows.map(({ accountId }) => accountId),
      );
    },
  }),
];
