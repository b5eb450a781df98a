import type { Instant } from "../instant.ts";
import type { Invitation } from "./invitation.ts";
import type { Partner } from "./partner.ts";

/** E-mails about a partnership, to its main account and to the people whom it invites. */
export type PartnershipNotice = { readonly to: string; readonly organization: string } & (
  | ({ readonly tells: "partnership"; readonly reason: string } & PartnershipNews)
  | { readonly tells: "invited"; readonly url: string; readonly expiresAt: Instant }
);

/** The changes that staff make. `granted` is negative where a rule gives less than the one before. */
export type PartnershipNews =
  | { readonly what: "suspended" | "resumed" | "ended" | "main-account-taken-over" | "main-account-handed-over" }
  | { readonly what: "renamed"; readonly before: string }
  | { readonly what: "benefits"; readonly level: string; readonly granted: number; readonly remaining: number };

/** The main account is told what staff have changed, and why; nobody where no address is known. */
export function partnershipChanged(
  { name: organization, mainAccountEmail: to }: Pick<Partner, "name" | "mainAccountEmail">,
  news: PartnershipNews,
  reason: string,
): PartnershipNotice[] {
  return to === undefined ? [] : [{ to, tells: "partnership", organization, reason, ...news }];
}

/** The former and the new main account are told. */
export function mainAccountChanged(before: Partner, after: Partner, reason: string): PartnershipNotice[] {
  const { name } = after;
  const former =
    before.mainAccountId === after.mainAccountId
      ? []
      : partnershipChanged({ ...before, name }, { what: "main-account-handed-over" }, reason);
  return [...partnershipChanged(after, { what: "main-account-taken-over" }, reason), ...former];
}

/** An address is invited by a link that was made for it. */
export function invitedTo({ name }: Partner, { email, expiresAt }: Invitation, url: string): PartnershipNotice[] {
  return email === undefined ? [] : [{ to: email, tells: "invited", organization: name, url, expiresAt }];
}
