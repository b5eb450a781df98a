import * as z from "zod";
import type { CandidateLink } from "../../domain/exam/candidate-link.ts";
import { idFor } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";

const linkSchema = () =>
  z.object({
    provider: z.string(),
    candidateId: z.string(),
    accountId: z.string().optional(),
    linkedAt: z.string(),
    bindingId: z.string(),
  });

export const candidateLinks = entity<CandidateLink>()({
  kind: "candidate-link",
  schema: linkSchema,
  owner: ({ accountId, linkedAt }) =>
    accountId === undefined ? undefined : { list: lists.account(accountId), sort: linkedAt },
});

/** The link of a candidate id, which people type in either case. */
export function candidateLinkAt(provider: string, candidateId: string) {
  return candidateLinks.at(idFor("lnk", JSON.stringify([provider, candidateId.trim().toUpperCase()])));
}
