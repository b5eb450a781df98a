import { claimCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { claim, earnedBy } from "../../shared/domain/certificate/certificate.ts";
import { accept } from "../../shared/domain/decision.ts";
import { claimed } from "../../shared/domain/history/candidate-notice.ts";
import { verificationPage } from "../../shared/http/certificate-link.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";
import { put } from "../../shared/store/core/change.ts";
import { enrolmentAfter, enrolmentAt } from "../../shared/store/exam/enrolments.ts";
import { counting, partnerOf } from "../../shared/store/partner/counting.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";

export const handler = serve(
  step(claimCertificate, {
    reads: ({ params, account }) => ({
      certificate: certificates.at(params.certificateId),
      membership: memberships.at(account.accountId),
    }),
    follow: (facts, refs, { account, now }) =>
      claim(facts.get(refs.certificate), account, now).accepted
        ? facts.missing(...partnerOf(facts, refs.membership))
        : [],
    decide: (facts, refs, { account, now, random, origin }) => {
      const found = facts.get(refs.certificate);
      // If nothing else stands in it, the write finds that out without a read.
      const enrolment = found && facts.known(enrolmentAt(found.accountId, found.certification.certificationId));
      const decision = claim(found, account, now, enrolment);
      if (!decision.accepted) return decision;

      const { certificate, changes } = counting(facts, refs.membership, decision.value, "claimed", { now, random });
      const { validUntil, organizationId } = certificate;
      return accept({
        body: certificateView(certificate, now),
        changes: [
          put(refs.certificate, certificate),
          enrolmentAfter(facts, certificate, earnedBy(certificate), { phase: "certified", since: now, validUntil }),
          ...changes,
        ],
        event: {
          type: "certificate.claimed",
          data: { validUntil, organizationId },
          notifications: claimed(certificate, validUntil, verificationPage(certificate.certificateNumber, origin)),
        },
      });
    },
  }),
);
