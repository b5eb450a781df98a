import { maximumLines } from "../../shared/contract/csv-file.ts";
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
import { fileReply, guardedListStep, type Place } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listOwned } from "../../shared/store/core/list.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";

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
    answer: (partner, call) => {
      const { query, now, cost } = call;
      const list = lists.partner(partner.partnerId);
      const keep = wanted(partner, query.status, now);
      const readPart = (place: Place) => listOwned(examCodes, list, { ...place, keep }, cost);
      const file = { name: `${partner.partnerId}-exam-codes`, list, most: maximumLines };
      const csv = (codes: readonly ExamCode[]) => examCodesCsv(codes, partner, now);
      return fileReply(getPartnerExamCodesCsv, call, file, readPart, csv, bearerIn);
    },
  }),
];
