import { getCertificatePdf } from "../../shared/contract/certificate/credentials.ts";
import { handedOut } from "../../shared/domain/certificate/public-certificate.ts";
import { mustHaveLink, verificationPage } from "../../shared/http/certificate-link.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { namedFile } from "../../shared/http/named-file.ts";
import { Problem } from "../../shared/http/problem.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";
import { certificatePdf } from "../../shared/print/certificate.ts";
import { isPrintable } from "../../shared/print/runs.ts";
import { certificateIdFor, certificates } from "../../shared/store/certificate/certificates.ts";
import { lookUp } from "../../shared/store/core/list.ts";

export const handler = serve(
  forPeople(
    publicEndpoint(getCertificatePdf, async ({ params: { certificateNumber }, query, now, origin, cost }) => {
      await mustHaveLink(certificateNumber, query.token, now);
      const [certificate] = await lookUp([certificates.at(certificateIdFor(certificateNumber))], cost);
      const decision = handedOut(certificate);
      if (!decision.accepted) throw new Problem(decision.refusal);
      const { holderName, certification } = decision.value;
      if (!isPrintable(holderName) || !isPrintable(certification.title)) throw new Problem("name-not-printable");

      const pdf = await certificatePdf(decision.value, verificationPage(certificateNumber, origin), query.format);
      const headers = { "content-type": "application/pdf", ...namedFile("inline", decision.value, "pdf") };
      return { status: 200, headers, body: pdf.toString("base64"), base64: true };
    }),
  ),
);
