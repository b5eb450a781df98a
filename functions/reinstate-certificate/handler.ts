import { certificateView, reinstateCertificate } from "../../shared/contract/certificates.ts";
import { type Certificate, earnedBy } from "../../shared/domain/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { reinstate } from "../../shared/domain/reinstatement.ts";
import { reinstated } from "../../shared/domain/staff-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { sittingAt } from "../../shared/store/bindings.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put, unchanged } from "../../shared/store/change.ts";
import { enrolmentAfter, enrolmentAt, registrations } from "../../shared/store/registrations.ts";
import { countingAgain, whereCounted } from "../../shared/store/tally.ts";

/** What a certificate rests on, and where it counts. */
function groundsOf({ accountId, certification, registrationId, sittings = [] }: Certificate) {
  return {
    enrolment: enrolmentAt(accountId, certification.certificationId),
    registrations: registrationId === undefined ? [] : [registrations.at(registrationId)],
    sittings: sittings.map(({ sittingId }) => sittingAt(sittingId)),
  };
}

export const handler = serve(
  step(reinstateCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    follow: (facts, refs) => {
      const found = facts.get(refs.certificate);
      if (found === undefined) return [];
      const grounds = groundsOf(found);
      return facts.missing(grounds.enrolment, ...grounds.registrations, ...grounds.sittings, ...whereCounted(found));
    },
    decide: (facts, refs, { body: { reason }, account, now, random }) => {
      const found = facts.get(refs.certificate);
      const rests = found && groundsOf(found);
      const grounds = {
        enrolment: rests && facts.get(rests.enrolment),
        registration: rests?.registrations.flatMap((ref) => facts.get(ref) ?? [])[0],
        sittings: (rests?.sittings ?? []).flatMap((ref) => facts.get(ref)?.thing ?? []),
      };
      const decision = reinstate(found, grounds, now);
      if (!decision.accepted) return decision;

      const { value: certificate } = decision;
      const isClaimed = certificate.state === "claimed";
      const standing = isClaimed
        ? ({ phase: "certified", validUntil: certificate.validUntil } as const)
        : ({ phase: "passed" } as const);
      const coupons = found?.state === "revoked" ? (found.couponsTakenBack ?? 0) : 0;
      const when = { by: account.accountId, now, random };
      return accept({
        body: certificateView(certificate, now),
        changes: [
          put(refs.certificate, certificate),
          enrolmentAfter(facts, certificate, earnedBy(certificate), standing),
          // The pass must stand still: a correction at the same moment comes first or after.
          ...(rests === undefined ? [] : [...rests.registrations, ...rests.sittings].map(unchanged)),
          ...(isClaimed ? countingAgain(facts, certificate, coupons, when) : []),
        ],
        event: { type: "certificate.reinstated", data: { reason }, notifications: reinstated(certificate, reason) },
      });
    },
  }),
);
