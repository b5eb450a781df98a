import { getExamCode, listExamCodes } from "../../shared/contract/exam/exam-code-operations.ts";
import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type ExamCode, examCodeStatus } from "../../shared/domain/exam/exam-code.ts";
import { bearerOf } from "../../shared/domain/exam/exam-code-bearer.ts";
import { endedWith } from "../../shared/domain/exam/exam-code-end.ts";
import { visibleExamCode } from "../../shared/domain/partner/assignment.ts";
import { guardedListStep, only } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { asOfPartnership, codesGivenTo, partnerBehind } from "../../shared/settling/given-codes.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

function partnersOf(code: ExamCode | undefined) {
  return code === undefined ? [] : [partnerAt(code.partnerId)];
}

export const endpoints = [
  guardedListStep(listExamCodes, {
    reads: ({ account }) => ({ own: memberships.at(account.accountId) }),
    follow: (facts, refs) => partnerBehind(facts.get(refs.own)),
    decide: (facts, refs, { account, query, now }) => {
      const own = facts.get(refs.own);
      const asOf = asOfPartnership(facts, own);
      const narrowed = only(query, (code: ExamCode) => ({
        status: examCodeStatus(asOf(code), now),
        ...code.certification,
      }));
      return accept({
        entity: examCodes,
        list: lists.account(account.accountId),
        things: codesGivenTo(own),
        view: (code: ExamCode, at: string) => examCodeView(asOf(code), at),
        ...narrowed,
      });
    },
  }),
  step(getExamCode, {
    reads: ({ params, account }) => ({ code: examCodes.at(params.code), own: memberships.at(account.accountId) }),
    follow: (facts, refs) => facts.missing(...partnersOf(facts.get(refs.code))),
    decide: (facts, refs, { account, now }) => {
      const code = facts.get(refs.code);
      const [partner] = partnersOf(code).map((ref) => facts.get(ref));
      const ended = code && partner && endedWith(code, partner);
      return show(
        visibleExamCode(ended ?? code, account, facts.get(refs.own)),
        (each) => examCodeView(each, now),
        (each) => bearerOf(each)?.accountId,
      );
    },
  }),
];
