import { certificateView, revokeCertificate } from "../../shared/contract/certificates.ts";
import { earnedBy, revoke } from "../../shared/domain/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { revoked } from "../../shared/domain/notification.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put } from "../../shared/store/change.ts";
import { enrolmentAfter } from "../../shared/store/registrations.ts";
import { uncounting, whereCounted } from "../../shared/store/tally.ts";

export const handler = serve(
  step(revokeCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs) => facts.missing(...whereCounted(facts.get(refs.certificate))),
    shown: (facts, refs, { now }) => {
      const found = facts.get(refs.certificate);
      return found && certificateView(found, now);
    },
    decide: (facts, refs, { body, now }) => {
      const decision = revoke(facts.get(refs.certificate), body.reason, now);
      if (!decision.accepted) return decision;

      return accept({
        body: certificateView(decision.value, now),
        changes: [
          put(refs.certificate, decision.value),
          enrolmentAfter(facts, decision.value, earnedBy(decision.value), { phase: "revoked" }),
          ...uncounting(facts, facts.get(refs.certificate)),
        ],
        event: {
          type: "certificate.revoked",
          data: { reason: body.reason },
          notifications: revoked(decision.value, body.reason),
        },
      });
    },
  }),
);
