import { candidateLinkView, getCandidateLink } from "../../shared/contract/exam/candidate-links.ts";
import { standingLink } from "../../shared/domain/exam/candidate-link.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { candidateLinkAt } from "../../shared/store/certificate/candidate-links.ts";

export const endpoints = [
  step(getCandidateLink, {
    reads: ({ params }) => ({ link: candidateLinkAt(params.provider, params.candidateId) }),
    decide: (facts, refs) => show(standingLink(facts.get(refs.link)), candidateLinkView, ({ accountId }) => accountId),
  }),
];
