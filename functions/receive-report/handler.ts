import { receiveReport } from "../../shared/contract/exam/center-report-operations.ts";
import { reportBody } from "../../shared/contract/exam/center-reports.ts";
import { accept } from "../../shared/domain/decision.ts";
import { providerIn } from "../../shared/domain/programme/programme.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { type SignedCall, signedStep } from "../../shared/http/signed-step.ts";
import { keep, known, messageOf, park, parkUnknown, wait } from "../../shared/http/webhook.ts";
import { type Received, receivedReport, waitForNamed } from "../../shared/settling/received.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { settle } from "../../shared/settling/settle-report.ts";
import { missingFor } from "../../shared/settling/try-report.ts";

/** The report, if it is of a type that is known here. */
function receivedAs(call: SignedCall<typeof receiveReport>, reportId: string): Received | undefined {
  const { success, data: report } = reportBody.safeParse(call.body);
  return success ? receivedReport({ provider: call.sender, report, reportId, receivedAt: call.now }) : undefined;
}

export const handler = serve(
  signedStep(receiveReport, ({ pathParameters }) => providerIn(programme, pathParameters?.provider)?.provider, {
    reads: (call) => {
      const own = messageOf(call);
      const received = receivedAs(call, own.report.id);
      return { ...received?.names, ...own };
    },
    follow: (facts, { report }, call) => {
      const received = receivedAs(call, report.id);
      return received === undefined || facts.get(report) !== undefined ? [] : missingFor(facts, received, call);
    },
    decide: (facts, refs, call) => {
      const duplicate = known(facts, refs, call);
      if (duplicate !== undefined) return duplicate;
      const received = receivedAs(call, refs.report.id);
      if (received === undefined) return parkUnknown(refs, call);
      const settlement = settle(facts, received, call);
      if (settlement.fate === "unread") throw new Error("a report is settled on all that it needs");
      if (settlement.fate === "parked") {
        const { reason, changes, concerns } = settlement;
        return park(refs, call, { reason, concerns }, settlement, (after) => releaseWaiting(after, changes, call));
      }
      if (settlement.fate === "unmatched") return wait(refs, call, settlement.waitsFor, waitForNamed(facts, received));
      const changes = [...settlement.changes, ...keep(refs, call, { status: "applied" })];
      return accept({
        body: { status: settlement.isNews ? "applied" : "duplicate" },
        changes,
        event: settlement.event,
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
