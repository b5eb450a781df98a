import { batchView, cancelBatch } from "../../shared/contract/batches.ts";
import * as rules from "../../shared/domain/batch.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { batches } from "../../shared/store/batches.ts";
import { put } from "../../shared/store/change.ts";

export const handler = serve(
  step(cancelBatch, {
    reads: ({ params }) => ({ batch: batches.at(params.batchId) }),
    decide: (facts, refs, { body, now }) => {
      const decision = rules.cancelBatch(facts.get(refs.batch), now);
      if (!decision.accepted) return decision;

      return accept({
        status: 202,
        body: batchView(decision.value),
        changes: [put(refs.batch, decision.value)],
        event: { type: "batch.cancel-asked", data: { reason: body.reason } },
      });
    },
  }),
);
