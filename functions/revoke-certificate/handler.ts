import { certificateView, revokeCertificate } from "../../shared/contract/certificates.ts";
import { earnedBy, revoke } from "../../shared/domain/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { revoked } from "../../shared/domain/notification.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put } from "../../shared/store/change.ts";
import { enrolmentAfter } from "../../shared/store/registrations.ts";
import { uncounting, uncountingFraud, whereCounted } from "../../shared/store/tally.ts";

export const handler = serve(
  step(revokeCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs) => facts.missing(...whereCounted(facts.get(refs.certificate))),
    decide: (facts, refs, { body: { reason, fraud = false }, account, now, random }) => {
      const found = facts.get(refs.certificate);
      const decision = revoke(found, reason, now);
      if (!decision.accepted) return decision;

      const { value: certificate } = decision;
      const by = { by: account.accountId, now, random };
      const uncounted =
        fraud && found !== undefined
          ? uncountingFraud(facts, found, by)
          : { changes: uncounting(facts, found), couponsTakenBack: 0 };
      const { couponsTakenBack } = uncounted;
      return accept({
        body: certificateView(certificate, now),
        changes: [
          put(refs.certificate, fraud ? { ...certificate, couponsTakenBack } : certificate),
          enrolmentAfter(facts, certificate, earnedBy(certificate), { phase: "revoked" }),
          ...uncounted.changes,
        ],
        event: {
          type: "certificate.revoked",
          data: fraud ? { reason, fraud, couponsTakenBack } : { reason },
          notifications: revoked(certificate, reason),
        },
      });
    },
  }),
);
