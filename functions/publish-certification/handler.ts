import { certificationView } from "../../shared/contract/programme/catalogue.ts";
import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { publish } from "../../shared/domain/programme/certification.ts";
import { type CertificationSummary, givenUp, seriesOf } from "../../shared/domain/programme/exam-series.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { certifications, keepingParts } from "../../shared/store/programme/certifications.ts";
import { examSeriesAt, seriesChanges } from "../../shared/store/programme/exam-series.ts";

export const handler = serve(
  step(putCertification, {
    reads: ({ params, body }) => ({
      ...Object.fromEntries(seriesRefs({ ...body, ...params }).map((ref) => [ref.id, ref])),
      certification: certifications.at(params.certificationId),
    }),
    follow: (facts, refs, { params, body }) => {
      const free = givenUp(facts.get(refs.certification), { ...body, ...params });
      return facts.missing(...free.map(({ seriesCode }) => examSeriesAt(seriesCode)));
    },
    shown: asRead("certification", certificationView),
    decide: (facts, refs, { params, body, now }) => {
      const current = facts.get(refs.certification);
      const entry = { ...body, ...params };
      const taken = seriesRefs(entry).flatMap((ref) => facts.get(ref) ?? []);
      const decision = publish({ current, taken }, entry, now);
      if (!decision.accepted) return decision;

      // A PUT is repeated when its answer is lost, and a history tells each change once.
      const isSame = JSON.stringify(current) === JSON.stringify(certifications.schema.parse(decision.value));
      return accept({
        status: current === undefined ? 201 : 200,
        body: certificationView(decision.value, now),
        changes: isSame
          ? []
          : [
              put(refs.certification, keepingParts(current, decision.value)),
              ...seriesChanges(facts, current, decision.value),
            ],
        event: { type: "certification.changed", data: { status: body.status } },
      });
    },
  }),
);

function seriesRefs(entry: CertificationSummary) {
  return seriesOf(entry).map(({ seriesCode }) => examSeriesAt(seriesCode));
}
