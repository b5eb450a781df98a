import { certificationView, getCertification, listCertifications } from "../../shared/contract/catalogue.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { publicListStep } from "../../shared/http/list.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicStep } from "../../shared/http/step.ts";
import { certifications } from "../../shared/store/certifications.ts";
import { lists } from "../../shared/store/entity.ts";

export const handler = serve(
  publicListStep(listCertifications, ({ query }) => ({
    entity: certifications,
    list: lists.catalogue,
    within: query.level === undefined ? undefined : `${query.level}#`,
    ascending: true,
    view: certificationView,
  })),
  publicStep(getCertification, {
    reads: ({ params }) => ({ certification: certifications.at(params.certificationId) }),
    decide: (facts, refs, { now }) => {
      const certification = facts.get(refs.certification);
      if (certification === undefined || !certification.published) return refuse("certification-not-found");
      return accept({ body: certificationView(certification, now) });
    },
  }),
);
