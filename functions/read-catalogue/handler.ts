import { certificationView } from "../../shared/contract/programme/catalogue.ts";
import { getCertification, listCertifications } from "../../shared/contract/programme/catalogue-operations.ts";
import { listProducts } from "../../shared/contract/purchase/products.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { productsOf, redemptionCodes } from "../../shared/domain/programme/product.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { type Place, pageReply, publicListStep } from "../../shared/http/list.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint, publicStep } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listOwned } from "../../shared/store/core/list.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";

export const handler = serve(
  publicListStep(listCertifications, ({ query }) => ({
    entity: certifications,
    list: lists.catalogue,
    within: query.level === undefined ? undefined : `${query.level}#`,
    ascending: true,
    view: certificationView,
  })),
  publicEndpoint(listProducts, (call) => {
    const readPart = async (place: Place) => {
      const { values, next } = await listOwned(
        certifications,
        lists.catalogue,
        { ...place, ascending: true, isShown: true },
        call.cost,
      );
      const first = place.after === undefined ? redemptionCodes(programme) : [];
      return { values: [...first, ...values.flatMap((each) => productsOf(each, call.now))], next };
    };
    return pageReply(listProducts, call, lists.catalogue, readPart, (product) => product);
  }),
  publicStep(getCertification, {
    reads: ({ params }) => ({ certification: certifications.at(params.certificationId) }),
    decide: (facts, refs, { now }) => {
      const certification = facts.get(refs.certification);
      if (certification === undefined || !certification.published) return refuse("certification-not-found");
      return accept({ body: certificationView(certification, now) });
    },
  }),
);
