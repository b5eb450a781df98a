import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import {
  examCodesCsv,
  getPartnerExamCodesCsv,
  listPartnerExamCodes,
} from "../../shared/contract/partner/partner-exam-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type ExamCode, examCodeStatus } from "../../shared/domain/exam/exam-code.ts";
import { bearerOf } from "../../shared/domain/exam/exam-code-bearer.ts";
import { endedWith } from "../../shared/domain/exam/exam-code-end.ts";
import type { Partner } from "../../shared/domain/partner/partner.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { csvReply, showing } from "../../shared/http/reply.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { readExamCodes } from "../../shared/store/partner/benefits.ts";

/** The filter on a partner's codes: those of a status, or all. */
function wanted(partner: Partner, status: string | undefined, now: string): (code: ExamCode) => boolean {
  return (code) => status === undefined || examCodeStatus(endedWith(code, partner), now) === status;
}

/** The account whose code it is. */
function bearerIn(code: ExamCode): string | undefined {
  return bearerOf(code)?.accountId;
}

export const endpoints = [
  guardedListStep(listPartnerExamCodes, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const partner = managedPartner.decide(facts, refs, call);
      if (!partner.accepted) return partner;
      const { status } = call.query;
      const narrowed = status === undefined ? {} : { keep: wanted(partner.value, status, call.now) };
      return accept({
        entity: examCodes,
        list: lists.partner(partner.value.partnerId),
        view: (code: ExamCode, now: string) => examCodeView(endedWith(code, partner.value), now),
        of: bearerIn,
        ...narrowed,
      });
    },
  }),
  guardedReading(getPartnerExamCodesCsv, {
    ...managedPartner,
    answer: async (partner, { query, now, cost }) => {
      const codes = await readExamCodes(partner, wanted(partner, query.status, now), cost);
      const shown = codes.map((code) => endedWith(code, partner));
      return showing(csvReply(`${partner.partnerId}-exam-codes`, examCodesCsv(shown, now)), shown.map(bearerIn));
    },
  }),
];
