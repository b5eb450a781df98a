import { cancelBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { batchView } from "../../shared/contract/purchase/batches.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/purchase/batch.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { batches } from "../../shared/store/purchase/batches.ts";

export const handler = serve(
  step(cancelBatch, {
    reads: ({ params }) => ({ batch: batches.at(params.batchId) }),
    shown: asRead("batch", batchView),
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
