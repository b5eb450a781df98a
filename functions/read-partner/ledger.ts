import { balanceView, getLedgerBalance, ledgerEntryView, listLedger } from "../../shared/contract/partner/ledger.ts";
import { accept } from "../../shared/domain/decision.ts";
import { balanceIn } from "../../shared/domain/partner/balance.ts";
import { benefitsOf } from "../../shared/domain/partner/benefit.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { logFailure } from "../../shared/log/log.ts";
import { readLedgerSums } from "../../shared/store/partner/kept-ledgers.ts";
import { ledger } from "../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  guardedListStep(listLedger, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const partner = managedPartner.decide(facts, refs, call);
      if (!partner.accepted) return partner;
      return accept({ entity: ledger, partsOf: partnerAt(partner.value.partnerId), view: ledgerEntryView });
    },
  }),
  guardedReading(getLedgerBalance, {
    ...managedPartner,
    answer: async (partner, call) => {
      const { now, requestId } = call;
      const sumOf = await readLedgerSums(partner, call, (error) => logFailure("keepLedger", requestId, error));
      const views = Object.keys(benefitsOf(partner)).map((level) => {
        return [level, balanceView(balanceIn(sumOf(level), now, partner.ended?.at))] as const;
      });
      return jsonReply(200, { levels: Object.fromEntries(views) });
    },
  }),
];
