import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";

/**
 * Ties one candidate id of a provider to one account (R27). The first binding makes it; an account may have several. Once
 * staff have undone it, it ties nobody, until the next binding makes it again.
 */
export type CandidateLink = {
  readonly provider: string;
  readonly candidateId: string;
  readonly accountId?: string | undefined;
  readonly linkedAt: Instant;
  /** The binding that made it. */
  readonly bindingId: string;
};

/** Whether an account may bind sittings of a candidate id: nobody has it, or the account itself. */
export function isFreeFor(link: CandidateLink | undefined, accountId: string): boolean {
  return link?.accountId === undefined || link.accountId === accountId;
}

/** The link as a binding leaves it; nothing where it stands already. */
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

/**
 * The link, for staff, who may undo it if it was a mistake (R36). What was bound stays bound: a sitting binds once and for
 * all (R27).
 */
export function standingLink(
  link: CandidateLink | undefined,
): Decision<CandidateLink & { readonly accountId: string }> {
  if (link?.accountId === undefined) return refuse("candidate-link-not-found");
  return accept({ ...link, accountId: link.accountId });
}
