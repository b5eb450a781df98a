import { cancelExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import * as settling from "../../shared/settling/cancel-exam-code.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";

export const handler = serve(
  step(cancelExamCode, {
    reads: ({ params }) => ({ code: examCodes.at(params.code) }),
    follow: (facts, refs) => settling.missingToCancel(facts, refs.code),
    shown: asRead("code", examCodeView),
    decide: (facts, refs, { body: { reason, replace }, account, now, random }) => {
      const replacedBy = replace ? drawCode("EXC", random) : undefined;
      const cancelling = { by: account.accountId, reason, replacedBy, now, random };
      const decision = settling.cancelExamCode(facts, refs.code, cancelling);
      if (!decision.accepted) return decision;

      const { cancelled, replacement, changes, notifications } = decision.value;
      return accept({
        body: {
          cancelled: examCodeView(cancelled, now),
          replacement: replacement && examCodeView(replacement, now),
        },
        changes,
        event: { type: "exam-code.cancelled", data: { reason, replacedBy }, notifications },
      });
    },
  }),
);
