import { certificateView, claimCertificate } from "../../shared/contract/certificates.ts";
import { claim, earnedBy } from "../../shared/domain/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { claimed } from "../../shared/domain/notification.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put } from "../../shared/store/change.ts";
import { enrolmentAfter } from "../../shared/store/registrations.ts";

export const handler = serve(
  step(claimCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    decide: (facts, refs, { account, now }) => {
      const decision = claim(facts.get(refs.certificate), account, now);
      if (!decision.accepted) return decision;

      const { validUntil } = decision.value;
      return accept({
        body: certificateView(decision.value, now),
        changes: [
          put(refs.certificate, decision.value),
          enrolmentAfter(facts, decision.value, earnedBy(decision.value), { phase: "certified", validUntil }),
        ],
        event: {
          type: "certificate.claimed",
          data: { validUntil },
          notifications: [claimed(decision.value, validUntil)],
        },
      });
    },
  }),
);
