import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { showCertificate } from "../../shared/contract/certificate/hiding.ts";
import { showAgain } from "../../shared/domain/certificate/hiding.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";
import { put } from "../../shared/store/core/change.ts";

export const handler = serve(
  step(showCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    decide: (facts, refs, { account, now }) => {
      const decision = showAgain(facts.get(refs.certificate), account);
      if (!decision.accepted) return decision;
      return accept({
        body: certificateView(decision.value, now),
        changes: [put(refs.certificate, decision.value)],
        event: { type: "certificate.shown" },
      });
    },
  }),
);
