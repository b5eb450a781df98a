import { candidateLinkView, getCandidateLink } from "../../shared/contract/candidate-links.ts";
import { standingLink } from "../../shared/domain/candidate-link.ts";
import { show, step } from "../../shared/http/step.ts";
import { candidateLinkAt } from "../../shared/store/bindings.ts";

export const endpoints = [
  step(getCandidateLink, {
    reads: ({ params }) => ({ link: candidateLinkAt(params.provider, params.candidateId) }),
    decide: (facts, refs) => show(standingLink(facts.get(refs.link)), candidateLinkView, ({ accountId }) => accountId),
  }),
];
