import { maximumLines } from "../../shared/contract/csv-file.ts";
import { countedView, tallyCsv } from "../../shared/contract/partner/tally.ts";
import { getTally, getTallyCsv, listTallyCertificates } from "../../shared/contract/partner/tally-operations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type Counted, tallyOf } from "../../shared/domain/partner/tally.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { fileReply, guardedListStep, type Place } from "../../shared/http/list.ts";
import { fromBooks, managedPartner } from "../../shared/http/managed-partner.ts";
import { behind, listParts } from "../../shared/store/core/list.ts";
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
    answer: ({ partnerId }, call) => {
      const { key } = partnerAt(partnerId);
      const part = { from: behind(call.now), ascending: true };
      const readPart = (place: Place) => listParts(counted, key, { ...place, ...part }, call.cost);
      const file = { name: `${partnerId}-tally`, list: partnerId, most: maximumLines };
      return fileReply(getTallyCsv, call, file, readPart, tallyCsv, ({ accountId }) => accountId);
    },
  }),
];
