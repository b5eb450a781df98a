import { closeReport } from "../../shared/contract/exam/report-operations.ts";
import { reportView } from "../../shared/contract/exam/reports.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/exam/kept-report.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { reports } from "../../shared/store/exam/reports.ts";

export const handler = serve(
  step(closeReport, {
    reads: ({ params }) => ({ report: reports.at(params.reportId) }),
    shown: asRead("report", reportView),
    decide: (facts, refs, { body, now }) => {
      const decision = rules.closeReport(facts.get(refs.report), body.reason);
      if (!decision.accepted) return decision;

      return accept({
        body: reportView(decision.value, now),
        changes: [put(refs.report, decision.value)],
        event: { type: "report.closed", data: { reason: body.reason } },
      });
    },
  }),
);
