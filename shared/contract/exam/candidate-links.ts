import * as z from "zod";
import type { CandidateLink } from "../../domain/exam/candidate-link.ts";
import { example } from "../examples.ts";
import { identifier, text } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { provider } from "../programme-fields.ts";

export const candidateLink = z
  .object({
    provider: z.string(),
    candidateId: z.string(),
    accountId: z.string(),
    linkedAt: instant,
    bindingId: z.string(),
  })
  .meta({
    id: "CandidateLink",
    examples: [
      {
        provider: example.examCodeProvider,
        candidateId: "CAND-1",
        accountId: "auth0|5f7c8ec7c33c6c004bbafe82",
        linkedAt: "2026-12-03T08:00:00.000Z",
        bindingId: "bnd_0f1e2d3c4b5a69788796",
      },
    ],
  });

export function candidateLinkView(link: CandidateLink & { readonly accountId: string }) {
  return link;
}

const params = z.strictObject({
  provider,
  candidateId: identifier("The test centre's id of the person", "CAND-1"),
});

export const getCandidateLink = operation({
  id: "getCandidateLink",
  method: "GET",
  path: "/v1/candidate-links/{provider}/{candidateId}",
  auth: "staff",
  tag: "Bindings",
  summary: "Get the account of a candidate id",
  description: "The first binding ties a candidate id to its account. Only that account can bind its other sittings.",
  params,
  answers: { 200: { description: "The link", schema: candidateLink } },
  refusals: ["candidate-link-not-found"],
});

export const undoCandidateLink = operation({
  id: "undoCandidateLink",
  method: "DELETE",
  path: "/v1/candidate-links/{provider}/{candidateId}",
  auth: "staff",
  tag: "Bindings",
  summary: "Undo a mistaken link of a candidate id",
  description:
    "The next binding ties the candidate id to its own account. Bound sittings stay bound. The account gets an e-mail.",
  params,
  query: z.strictObject({ reason: text(500).meta({ description: "It is kept and told", examples: ["A wrong id"] }) }),
  answers: { 200: { description: "The link as it was", schema: candidateLink } },
  refusals: ["candidate-link-not-found"],
});
