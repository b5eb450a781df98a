import { verificationView, verifyCertificate } from "../../shared/contract/certificates.ts";
import { publicCertificate } from "../../shared/domain/certificate.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicStep, show } from "../../shared/http/step.ts";
import { certificateIdFor, certificates } from "../../shared/store/certificates.ts";

export const handler = serve(
  publicStep(verifyCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(certificateIdFor(params.certificateNumber)) }),
    decide: (facts, refs, { now }) =>
      show(publicCertificate(facts.get(refs.certificate)), (found) => verificationView(found, now)),
  }),
);
