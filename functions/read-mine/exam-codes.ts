import { examCodeView, getExamCode, listExamCodes } from "../../shared/contract/exam-codes.ts";
import { visibleExamCode } from "../../shared/domain/assignment.ts";
import { accept } from "../../shared/domain/decision.ts";
import { bearerOf, type ExamCode, examCodeStatus } from "../../shared/domain/exam-code.ts";
import { guardedListStep, only } from "../../shared/http/list.ts";
import { show, step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/entity.ts";
import { examCodes } from "../../shared/store/exam-codes.ts";
import { memberships } from "../../shared/store/memberships.ts";

export const endpoints = [
  guardedListStep(listExamCodes, {
    reads: ({ account }) => ({ own: memberships.at(account.accountId) }),
    decide: (facts, refs, { account, query, now }) => {
      const given = facts.get(refs.own)?.member?.examCodes ?? [];
      const things = given.toReversed().map(examCodes.at);
      const narrowed = only(query, (code: ExamCode) => ({ status: examCodeStatus(code, now), ...code.certification }));
      return accept({
        entity: examCodes,
        list: lists.account(account.accountId),
        things,
        view: examCodeView,
        ...narrowed,
      });
    },
  }),
  step(getExamCode, {
    reads: ({ params, account }) => ({ code: examCodes.at(params.code), own: memberships.at(account.accountId) }),
    decide: (facts, refs, { account, now }) =>
      show(
        visibleExamCode(facts.get(refs.code), account, facts.get(refs.own)),
        (code) => examCodeView(code, now),
        (code) => bearerOf(code)?.accountId,
      ),
  }),
];
