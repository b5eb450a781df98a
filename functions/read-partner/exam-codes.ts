import { byteOrderMark } from "../../shared/contract/csv.ts";
import {
  examCodesCsv,
  examCodeView,
  getPartnerExamCodesCsv,
  listPartnerExamCodes,
} from "../../shared/contract/exam-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type ExamCode, examCodeStatus } from "../../shared/domain/exam-code.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { readExamCodes } from "../../shared/store/benefits.ts";
import { lists } from "../../shared/store/entity.ts";
import { examCodes } from "../../shared/store/exam-codes.ts";

/** Which codes are wanted: those of a status, or all. */
function wanted(status: string | undefined, now: string): (code: ExamCode) => boolean {
  return (code) => status === undefined || examCodeStatus(code, now) === status;
}

export const endpoints = [
  guardedListStep(listPartnerExamCodes, {
    reads: managedPartner.reads,
    decide: (facts, refs, call) => {
      const partner = managedPartner.decide(facts, refs, call);
      if (!partner.accepted) return partner;
      const { status } = call.query;
      const narrowed = status === undefined ? {} : { keep: wanted(status, call.now) };
      return accept({
        entity: examCodes,
        list: lists.partner(partner.value.partnerId),
        view: examCodeView,
        ...narrowed,
      });
    },
  }),
  guardedReading(getPartnerExamCodesCsv, {
    ...managedPartner,
    answer: async (partner, { query, now, cost }) => {
      const codes = await readExamCodes(partner, wanted(query.status, now), cost);
      const headers = {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${partner.partnerId}-exam-codes.csv"`,
      };
      return { status: 200, headers, body: byteOrderMark + examCodesCsv(codes, now) };
    },
  }),
];
