import { endHold } from "../../shared/contract/exam/result-operations.ts";
import { resultView } from "../../shared/contract/exam/results.ts";
import { accept } from "../../shared/domain/decision.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import * as settling from "../../shared/settling/end-hold.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { resultAt } from "../../shared/store/exam/results.ts";

export const handler = serve(
  step(endHold, {
    reads: ({ params }) =>
      Object.fromEntries(programme.providers.map(({ provider }) => [provider, resultAt(provider, params.resultId)])),
    follow: (facts, refs, { body, now, random }) => settling.missingToEndHold(facts, refs, { ...body, now, random }),
    shown: (facts, refs) => {
      const [found] = Object.values(refs).flatMap((ref) => facts.get(ref)?.thing ?? []);
      return found && resultView(found);
    },
    decide: (facts, refs, call) => {
      const { body, now, random } = call;
      const decision = settling.endHold(facts, refs, { ...body, now, random });
      if (!decision.accepted) return decision;

      const { changes, event } = decision.value;
      return accept({
        body: { outcome: body.outcome },
        changes,
        event,
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
