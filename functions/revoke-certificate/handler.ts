import { revokeCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { revoke } from "../../shared/domain/certificate/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { revoked } from "../../shared/domain/history/candidate-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { revokedPlace } from "../../shared/settling/earned-pass.ts";
import { Needs } from "../../shared/settling/settlement.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";
import { put } from "../../shared/store/core/change.ts";
import { countedAs, uncounting, uncountingFraud, whereCounted } from "../../shared/store/partner/tally.ts";

export const handler = serve(
  step(revokeCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs, { body, ...settling }) => {
      const decision = revoke(facts.get(refs.certificate), body.reason, settling.now);
      if (!decision.accepted) return [];
      const needs = new Needs(facts);
      revokedPlace(needs, decision.value, settling);
      return [...needs.missing, ...facts.missing(...whereCounted(facts.get(refs.certificate)))];
    },
    shown: asRead("certificate", certificateView),
    decide: (facts, refs, { body: { reason, fraud = false }, account, ...settling }) => {
      const { now, random } = settling;
      const found = facts.get(refs.certificate);
      const decision = revoke(found, reason, now);
      if (!decision.accepted) return decision;

      const { value: certificate } = decision;
      const others = revokedPlace(new Needs(facts), certificate, settling);
      const by = { by: account.accountId, now, random };
      const uncounted =
        fraud && found !== undefined
          ? uncountingFraud(facts, found, by)
          : { changes: uncounting(facts, found), couponsTakenBack: 0 };
      const { couponsTakenBack } = uncounted;
      return accept({
        body: certificateView(certificate, now),
        changes: [
          put(refs.certificate, {
            ...certificate,
            countedAs: countedAs(facts, found),
            ...(fraud && { couponsTakenBack }),
          }),
          ...others.changes,
          ...uncounted.changes,
        ],
        event: {
          type: "certificate.revoked",
          data: fraud ? { reason, fraud, couponsTakenBack } : { reason },
          notifications: [...revoked(certificate, reason), ...others.notifications],
        },
      });
    },
  }),
);
