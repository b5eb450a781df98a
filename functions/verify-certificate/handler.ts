import {
  showVerification,
  showVerifyForm,
  verifyCertificate,
} from "../../shared/contract/certificate/verification-operations.ts";
import { verificationView } from "../../shared/contract/certificate/verifications.ts";
import { publicCertificate } from "../../shared/domain/certificate/public-certificate.ts";
import { readTypedNumber } from "../../shared/domain/certificate/typed-number.ts";
import { accept } from "../../shared/domain/decision.ts";
import { languagesOf } from "../../shared/http/accept.ts";
import { verificationPage as addressOf } from "../../shared/http/certificate-link.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { pageReply, seeOther, unlisted } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint, publicStep } from "../../shared/http/step.ts";
import { verificationPage } from "../../shared/pages/verification.ts";
import { noCertificatePage, verifyForm } from "../../shared/pages/verify-form.ts";
import { certificateIdFor, certificates } from "../../shared/store/certificate/certificates.ts";
import { lookUp } from "../../shared/store/core/list.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";

export const handler = serve(
  publicStep(verifyCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(certificateIdFor(params.certificateNumber)) }),
    decide: (facts, refs, { now }) => {
      const found = publicCertificate(facts.get(refs.certificate));
      return found.accepted ? accept({ body: verificationView(found.value, now), headers: unlisted }) : found;
    },
  }),
  forPeople(
    publicEndpoint(showVerification, async ({ params: { certificateNumber: typed }, now, origin, cost }, event) => {
      const read = readTypedNumber(typed);
      const none = () => pageReply(404, noCertificatePage(typed, read, languagesOf(event)));
      if (!("code" in read)) return none();

      const [certificate] = await lookUp([certificates.at(certificateIdFor(read.code))], cost);
      const found = publicCertificate(certificate);
      if (!found.accepted) return { ...none(), refusal: found.refusal, refusedCode: read.code };

      const { certificationId } = found.value.certification;
      const [catalogued] = await lookUp([certifications.at(certificationId)], cost);
      return pageReply(200, verificationPage(found.value, { origin, now, catalogued }));
    }),
  ),
  forPeople(
    publicEndpoint(showVerifyForm, async ({ query: { number = "" }, origin }, event) => {
      const languages = languagesOf(event);
      if (number.trim() === "") return pageReply(200, verifyForm(origin, languages));
      const read = readTypedNumber(number);
      return "code" in read
        ? seeOther(addressOf(read.code, ""))
        : pageReply(404, noCertificatePage(number, read, languages));
    }),
  ),
);
