import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";

/** Ties a candidate id to one account (R27), by the first binding. After staff undo it, the next makes a new link. */
export type CandidateLink = {
  readonly provider: string;
  readonly candidateId: string;
  readonly accountId?: string | undefined;
  readonly linkedAt: Instant;
  readonly bindingId: string;
};

/** Whether this account may bind sittings of the candidate id (R27). */
export function isFreeFor(link: CandidateLink | undefined, accountId: string): boolean {
  return link?.accountId === undefined || link.accountId === accountId;
}

export function linkedBy(
  link: CandidateLink | undefined,
  {
    provider,
    candidateId,
    accountId,
    bindingId,
  }: {
    readonly provider: string;
    readonly candidateId: string;
    readonly accountId: string;
    readonly bindingId: string;
  },
  now: Instant,
): CandidateLink | undefined {
  return link?.accountId === undefined ? { provider, candidateId, accountId, linkedAt: now, bindingId } : undefined;
}

/** The link that staff may undo (R36). Bound sittings stay bound (R27). */
export function standingLink(
  link: CandidateLink | undefined,
): Decision<CandidateLink & { readonly accountId: string }> {
  if (link?.accountId === undefined) return refuse("candidate-link-not-found");
  return accept({ ...link, accountId: link.accountId });
}
