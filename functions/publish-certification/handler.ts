import { certificationView, putCertification } from "../../shared/contract/catalogue.ts";
import { publish } from "../../shared/domain/certification.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certifications } from "../../shared/store/certifications.ts";
import { put } from "../../shared/store/change.ts";

export const handler = serve(
  step(putCertification, {
    reads: ({ params }) => ({ certification: certifications.at(params.certificationId) }),
    decide: (facts, refs, { params, body, now }) => {
      const current = facts.get(refs.certification);
      const decision = publish(current, { ...body, ...params }, now);
      if (!decision.accepted) return decision;

      return accept({
        status: current === undefined ? 201 : 200,
        body: certificationView(decision.value, now),
        changes: [put(refs.certification, decision.value)],
        event: { type: "certification.changed", data: { status: body.status } },
      });
    },
  }),
);
