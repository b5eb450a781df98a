import { reinstateCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { accept } from "../../shared/domain/decision.ts";
import { reinstated } from "../../shared/domain/history/staff-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import * as settling from "../../shared/settling/reinstate-certificate.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";

export const handler = serve(
  step(reinstateCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs) => settling.missingToReinstate(facts, refs.certificate),
    shown: asRead("certificate", certificateView),
    decide: (facts, refs, { body: { reason }, account, now, random }) => {
      const by = { by: account.accountId, now, random };
      const decision = settling.reinstateCertificate(facts, refs.certificate, by);
      if (!decision.accepted) return decision;

      const { certificate, changes } = decision.value;
      return accept({
        body: certificateView(certificate, now),
        changes,
        event: { type: "certificate.reinstated", data: { reason }, notifications: reinstated(certificate, reason) },
      });
    },
  }),
);
