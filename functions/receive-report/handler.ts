import { receiveReport } from "../../shared/contract/test-centers.ts";
import { accept } from "../../shared/domain/decision.ts";
import { providerIn } from "../../shared/domain/programme.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { nextTryAt, retryUntil } from "../../shared/domain/report.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { keep, known, messageOf, park } from "../../shared/http/webhook.ts";
import { releaseWaiting } from "../../shared/jobs/retry-report.ts";
import { missingFor, settle } from "../../shared/jobs/settle-report.ts";
import { lookUpFor, waitInSlot } from "../../shared/store/matching.ts";

export const handler = serve(
  signedStep(receiveReport, ({ pathParameters }) => providerIn(programme, pathParameters?.provider)?.provider, {
    reads: (call) => ({ ...lookUpFor(call.sender, call.body), ...messageOf(call) }),
    follow: (facts, { report }, { sender, body }) =>
      missingFor(facts, { provider: sender, report: body, reportId: report.id }),
    decide: (facts, refs, call) => {
      const duplicate = known(facts, refs, call);
      if (duplicate !== undefined) return duplicate;
      const { sender, body, now } = call;
      const reportId = refs.report.id;
      const settlement = settle(facts, { provider: sender, report: body, reportId }, call);
      if (settlement.fate === "parked") return park(refs, call, settlement.reason);
      if (settlement.fate === "unmatched") {
        const { waitsFor } = settlement;
        const until = retryUntil(now);
        const fate = { status: "waiting", waitsFor, retryUntil: until } as const;
        const kept = keep(refs, call, { ...fate, tries: 0, nextTryAt: nextTryAt(reportId, 0, now, until) });
        return accept({
          status: 202,
          body: fate,
          changes: [...kept, ...waitInSlot(facts, sender, body, { reportId, receivedAt: now })],
          event: { type: "report.waiting", data: { waitsFor } },
        });
      }

      const changes = [...settlement.changes, ...keep(refs, call, { status: "applied" })];
      return accept({
        body: { status: "applied" },
        changes,
        event: settlement.event,
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
