import * as contract from "../../shared/contract/certificate/badges.ts";
import { handingOut } from "../../shared/credential/issued.ts";
import { keyInUse } from "../../shared/credential/keys.ts";
import { certificateStatus } from "../../shared/domain/certificate/certificate.ts";
import { publicCertificate } from "../../shared/domain/certificate/public-certificate.ts";
import type { Certification } from "../../shared/domain/programme/certification.ts";
import { mustHaveLink } from "../../shared/http/certificate-link.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { namedFile } from "../../shared/http/named-file.ts";
import { Problem } from "../../shared/http/problem.ts";
import { pngReply, svgReply, unlisted } from "../../shared/http/reply.ts";
import { run } from "../../shared/http/run.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";
import { badgePixels, badgeSvg } from "../../shared/images/badge.ts";
import { baked } from "../../shared/images/baking.ts";
import { cardSvg, cardWidth } from "../../shared/images/card.ts";
import { pngOf, rasteriser } from "../../shared/images/png.ts";
import { certificateIdFor, certificates } from "../../shared/store/certificate/certificates.ts";
import type { Cost } from "../../shared/store/core/cost.ts";
import { lookUp } from "../../shared/store/core/list.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";

export const handler = serve(
  publicEndpoint(contract.getBadgeSvg, async ({ params, cost }) => {
    return svgReply(badgeSvg(await published(params.certificationId, cost)));
  }),
  publicEndpoint(contract.getBadgePng, async ({ params, cost }) => {
    return pngReply(await pngOf(badgeSvg(await published(params.certificationId, cost)), badgePixels));
  }),
  forPeople(
    publicEndpoint(contract.getBakedBadge, async (call) => {
      const { certificateNumber } = call.params;
      await mustHaveLink(certificateNumber, call.query.token, call.now);
      const [key, draw] = await Promise.all([keyInUse(call.now), rasteriser()]);
      const parts = handingOut(certificateNumber, key, call, ({ certificate, jwt }) => {
        const png = draw(badgeSvg(certificate.certification), badgePixels);
        return { reply: pngReply(baked(png, jwt), namedFile("attachment", certificate, "png")) };
      });
      return run(parts, call, { kind: "system", id: "link" }, undefined);
    }),
  ),
  publicEndpoint(contract.getCard, async ({ params, now, cost }) => {
    const [certificate] = await lookUp([certificates.at(certificateIdFor(params.certificateNumber))], cost);
    const found = publicCertificate(certificate);
    if (!found.accepted) throw new Problem(found.refusal);
    return pngReply(await pngOf(cardSvg(found.value, certificateStatus(found.value, now)), cardWidth), unlisted);
  }),
);

async function published(certificationId: string, cost: Cost): Promise<Certification> {
  const [certification] = await lookUp([certifications.at(certificationId)], cost);
  if (certification?.published !== true) throw new Problem("certification-not-found");
  return certification;
}
