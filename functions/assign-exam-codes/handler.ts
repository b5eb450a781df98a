import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { assignExamCodes } from "../../shared/contract/partner/bulk-assignment.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/partner/bulk-assignment.ts";
import { codeAssigned } from "../../shared/domain/partner/exam-code-notice.ts";
import { managedPartner } from "../../shared/http/managed-partner.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { assignable, handing, missingForAssignments } from "../../shared/store/partner/assigning.ts";

export const handler = serve(
  step(assignExamCodes, {
    reads: managedPartner.reads,
    follow: (facts, refs, call) => {
      const isAllowed = managedPartner.decide(facts, refs, call).accepted;
      return isAllowed ? missingForAssignments(facts, call.body.assignments) : [];
    },
    decide: (facts, refs, call) => {
      const { account, body, now } = call;
      const acting = managedPartner.decide(facts, refs, call);
      if (!acting.accepted) return acting;
      const decision = rules.assignExamCodes(acting.value, body.assignments, assignable(facts), now);
      if (!decision.accepted) return decision;

      const codes = decision.value.map(({ code }) => code);
      const accountId = decision.value[0]?.membership.accountId ?? "";
      return accept({
        body: { data: codes.map((code) => examCodeView(code, now)) },
        changes: handing(decision.value, account, call),
        // The event's subject is the first code. The others have it in their histories, with their members.
        event: { type: "exam-code.assigned", data: { accountId }, notifications: codes.flatMap(codeAssigned) },
      });
    },
  }),
);
