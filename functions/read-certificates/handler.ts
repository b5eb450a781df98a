import { certificateView, getCertificate, listCertificates } from "../../shared/contract/certificates.ts";
import { ownCertificate } from "../../shared/domain/certificate.ts";
import { listStep } from "../../shared/http/list.ts";
import { serve } from "../../shared/http/serve.ts";
import { show, step } from "../../shared/http/step.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { lists } from "../../shared/store/entity.ts";

export const handler = serve(
  listStep(listCertificates, ({ account }) => ({
    entity: certificates,
    list: lists.account(account.accountId),
    view: certificateView,
  })),
  step(getCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    decide: (facts, refs, { account, now }) =>
      show(ownCertificate(facts.get(refs.certificate), account), (found) => certificateView(found, now)),
  }),
);
