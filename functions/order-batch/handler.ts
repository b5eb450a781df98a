import { orderBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { batchView } from "../../shared/contract/purchase/batches.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import type { Coverage } from "../../shared/domain/purchase/authorization-code.ts";
import * as rules from "../../shared/domain/purchase/batch.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";
import { batches } from "../../shared/store/purchase/batches.ts";

export const handler = serve(
  step(orderBatch, {
    reads: ({ body }) =>
      body.edition === "single-subject" ? { subject: certifications.at(body.certificationId) } : {},
    decide: (facts, refs, { account, body, now, random }) => {
      const { quantity, label } = body;
      const coverage: Coverage =
        body.edition === "general-purpose"
          ? { edition: body.edition, levels: body.levels }
          : { edition: body.edition, certificationId: body.certificationId };
      const asked = { batchId: drawId("bat", random), label, coverage, quantity, orderedBy: account.accountId };
      const subject = refs.subject && facts.get(refs.subject);
      const decision = rules.orderBatch(asked, subject, programme, now);
      if (!decision.accepted) return decision;

      return accept({
        status: 202,
        headers: { location: `/v1/authorization-codes/batches/${asked.batchId}` },
        body: batchView(decision.value),
        changes: [put(batches.at(asked.batchId), decision.value)],
        event: { type: "batch.ordered", data: { label, quantity } },
      });
    },
  }),
);
