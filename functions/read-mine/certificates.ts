import { getCertificate, listCertificates } from "../../shared/contract/certificate/certificate-operations.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { type Certificate, certificateStatus, ownCertificate } from "../../shared/domain/certificate/certificate.ts";
import { certificateLinks } from "../../shared/http/certificate-link.ts";
import { guardedReading } from "../../shared/http/guarded.ts";
import { listStep, only } from "../../shared/http/list.ts";
import { jsonReply, showing } from "../../shared/http/reply.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";
import { lists } from "../../shared/store/core/entity.ts";

export const endpoints = [
  listStep(listCertificates, ({ account, query, now }) => ({
    entity: certificates,
    list: lists.account(account.accountId),
    view: certificateView,
    ...only(query, (each: Certificate) => ({ status: certificateStatus(each, now), ...each.certification })),
  })),
  guardedReading(getCertificate, {
    reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
    decide: (facts, refs, { account }) => ownCertificate(facts.get(refs.certificate), account),
    answer: async (found, { account, now, origin }) => {
      const links = found.accountId === account.accountId ? await certificateLinks(found, origin, now) : undefined;
      return showing(jsonReply(200, { ...certificateView(found, now), links }), [found.accountId]);
    },
  }),
];
