import { candidateLinkView, undoCandidateLink } from "../../shared/contract/exam/candidate-links.ts";
import { candidateLinkUndone } from "../../shared/domain/certificate/binding-notice.ts";
import { accept } from "../../shared/domain/decision.ts";
import { standingLink } from "../../shared/domain/exam/candidate-link.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { bindings } from "../../shared/store/certificate/bindings.ts";
import { candidateLinkAt } from "../../shared/store/certificate/candidate-links.ts";
import { put } from "../../shared/store/core/change.ts";

export const handler = serve(
  step(undoCandidateLink, {
    reads: ({ params }) => ({ link: candidateLinkAt(params.provider, params.candidateId) }),
    follow: (facts, refs) => {
      const link = standingLink(facts.get(refs.link));
      return link.accepted ? facts.missing(bindings.at(link.value.bindingId)) : [];
    },
    decide: (facts, refs, { query: { reason } }) => {
      const decision = standingLink(facts.get(refs.link));
      if (!decision.accepted) return decision;

      const { accountId, bindingId } = decision.value;
      return accept({
        body: candidateLinkView(decision.value),
        changes: [put(refs.link, { ...decision.value, accountId: undefined })],
        event: {
          type: "candidate-link.undone",
          data: { accountId, reason },
          notifications: candidateLinkUndone(facts.get(bindings.at(bindingId)), reason),
        },
      });
    },
  }),
);
