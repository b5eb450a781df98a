import type { Account } from "../account.ts";
import { accept, type Decision } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { type Invitation, invite } from "./invitation.ts";
import { type Membership, searchable } from "./membership.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

/** One transaction makes the links, and one event carries the e-mails. */
export const maximumInvited = 50;

/** Without `email` the text is no address. */
export type Addressee = { readonly given: string; readonly email?: string | undefined };

export const inviteOutcomes = ["invited", "already-a-member", "repeated", "not-an-address"] as const;

/** Members, repeated addresses and other texts are left out. */
export type Invited = Addressee & {
  readonly outcome: (typeof inviteOutcomes)[number];
  readonly invitation?: Invitation | undefined;
};

/** Invites each address once, with its own link (R22). A wrong row does not stop the others. */
export function inviteAll(
  partner: Partner,
  by: Account,
  rows: readonly Addressee[],
  members: readonly Membership[],
  drawToken: () => string,
  now: Instant,
): Decision<readonly Invited[]> {
  const open = inForce(partner);
  if (!open.accepted) return open;
  const taken = new Set(members.map(({ member }) => searchable(member?.email ?? "")));
  const seen = new Set<string>();
  const invited: Invited[] = [];
  for (const row of rows) {
    const { email } = row;
    const isRepeated = email !== undefined && seen.has(email);
    if (email === undefined || isRepeated) {
      invited.push({ ...row, outcome: isRepeated ? "repeated" : "not-an-address" });
      continue;
    }
    seen.add(email);
    if (taken.has(searchable(email))) {
      invited.push({ ...row, outcome: "already-a-member" });
      continue;
    }
    const made = invite(partner, by, drawToken(), now, email);
    if (!made.accepted) return made;
    invited.push({ ...row, outcome: "invited", invitation: made.value });
  }
  return accept(invited);
}
