import { certificateView, revokeCertificate } from "../../shared/contract/certificates.ts";
import { type Certificate, earnedBy, revoke } from "../../shared/domain/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { revoked } from "../../shared/domain/notification.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { standingMoved } from "../../shared/settling/earned-pass.ts";
import { Needs, type Settling } from "../../shared/settling/settlement.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put } from "../../shared/store/change.ts";
import { uncounting, whereCounted } from "../../shared/store/tally.ts";

type Revoked = Extract<Certificate, { state: "revoked" }>;

/** The place of a revoked certificate for R8: for as long as it was valid, nothing that was sat meanwhile earns another. */
function moved(needs: Needs, certificate: Revoked, settling: Settling) {
  const { claimedAt: since, validUntil = settling.now } = certificate;
  const until = validUntil < settling.now ? validUntil : settling.now;
  const standing = { phase: "revoked", since, until } as const;
  return standingMoved(needs, certificate, earnedBy(certificate), standing, settling);
}

export const handler = serve(
  step(revokeCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs, { body, ...settling }) => {
      const decision = revoke(facts.get(refs.certificate), body.reason, settling.now);
      if (!decision.accepted) return [];
      const needs = new Needs(facts);
      moved(needs, decision.value, settling);
      return [...needs.missing, ...facts.missing(...whereCounted(facts.get(refs.certificate)))];
    },
    decide: (facts, refs, { body, ...settling }) => {
      const { now } = settling;
      const decision = revoke(facts.get(refs.certificate), body.reason, now);
      if (!decision.accepted) return decision;

      const others = moved(new Needs(facts), decision.value, settling);
      return accept({
        body: certificateView(decision.value, now),
        changes: [
          put(refs.certificate, decision.value),
          ...others.changes,
          ...uncounting(facts, facts.get(refs.certificate)),
        ],
        event: {
          type: "certificate.revoked",
          data: { reason: body.reason },
          notifications: [...revoked(decision.value, body.reason), ...others.notifications],
        },
      });
    },
  }),
);
