import * as benefitOperations from "../../shared/contract/partner/benefit-operations.ts";
import * as contract from "../../shared/contract/partner/benefits.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { endedWith } from "../../shared/domain/exam/exam-code-end.ts";
import type { LedgerEntry } from "../../shared/domain/partner/ledger.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { lookUp } from "../../shared/store/core/list.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { ledger, ledgerAt } from "../../shared/store/partner/ledger.ts";

export const endpoints = [
  guardedListStep(benefitOperations.listBenefitChanges, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const partner = managedPartner.decide(facts, refs, call);
      if (!partner.accepted) return partner;
      const view = (entry: LedgerEntry) => entry.kind === "issued" && contract.benefitChangeView(entry);
      return accept({ entity: ledger, list: lists.partner(partner.value.partnerId), view });
    },
  }),
  guardedReading(benefitOperations.getBenefitChange, {
    reads: (call) => {
      const { changeId } = call.params;
      const refs = managedPartner.reads(call);
      return { ...refs, entry: ledgerAt({ partnerId: refs.partner.id, changeId }) };
    },
    decide: (facts, refs, call) => {
      const partner = managedPartner.decide(facts, refs, call);
      if (!partner.accepted) return partner;
      const entry = facts.get(refs.entry);
      return entry?.kind === "issued" ? accept({ entry, partner: partner.value }) : refuse("benefit-change-not-found");
    },
    answer: async ({ entry, partner }, { now, cost }) => {
      const codes = await lookUp(entry.codes.map(examCodes.at), cost);
      const shown = codes.map((code) => endedWith(code, partner));
      return jsonReply(200, contract.benefitChangeDetailsView(entry, shown, now));
    },
  }),
];
