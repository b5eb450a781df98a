import {
  showVerification,
  verificationView,
  verifyCertificate,
} from "../../shared/contract/certificate/verifications.ts";
import { publicCertificate } from "../../shared/domain/certificate/certificate.ts";
import { readCode } from "../../shared/domain/code.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { pageReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint, publicStep, show } from "../../shared/http/step.ts";
import { noCertificatePage, verificationPage } from "../../shared/pages/verification.ts";
import { certificateIdFor, certificates } from "../../shared/store/certificate/certificates.ts";
import { lookUp } from "../../shared/store/core/list.ts";

export const handler = serve(
  publicStep(verifyCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(certificateIdFor(params.certificateNumber)) }),
    decide: (facts, refs, { now }) =>
      show(publicCertificate(facts.get(refs.certificate)), (found) => verificationView(found, now)),
  }),
  forPeople(
    publicEndpoint(showVerification, async ({ params, now, cost }) => {
      const typed = readCode("CRT", params.certificateNumber);
      if (!("code" in typed)) return pageReply(404, noCertificatePage());

      const [certificate] = await lookUp([certificates.at(certificateIdFor(typed.code))], cost);
      const found = publicCertificate(certificate);
      if (!found.accepted) return { ...pageReply(404, noCertificatePage()), refusal: found.refusal };
      return pageReply(200, verificationPage(verificationView(found.value, now), now));
    }),
  ),
);
