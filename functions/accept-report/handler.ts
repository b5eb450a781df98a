import { acceptReport } from "../../shared/contract/exam/report-operations.ts";
import { reportView } from "../../shared/contract/exam/reports.ts";
import { accept } from "../../shared/domain/decision.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import * as settling from "../../shared/settling/accept-report.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { reports } from "../../shared/store/exam/reports.ts";

export const handler = serve(
  step(acceptReport, {
    reads: ({ params }) => ({ report: reports.at(params.reportId) }),
    follow: (facts, refs, call) => settling.missingToAccept(facts, facts.get(refs.report), call.body, call),
    shown: asRead("report", reportView),
    decide: (facts, refs, call) => {
      const decision = settling.acceptReport(facts, refs.report, call.body, call);
      if (!decision.accepted) return decision;

      const { report, changes, event } = decision.value;
      return accept({
        body: reportView(report, call.now),
        changes,
        event,
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
