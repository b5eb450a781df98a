import type { Instant } from "../instant.ts";
import type { Invitation } from "./invitation.ts";
import type { Partner } from "./partner.ts";

export type PartnershipNotice = { readonly to: string; readonly organization: string } & (
  | ({ readonly tells: "partnership"; readonly reason: string } & PartnershipNews)
  | { readonly tells: "invited"; readonly url: string; readonly expiresAt: Instant }
);

/** `granted` is negative if a rule gives less than the one before. */
export type PartnershipNews =
  | { readonly what: "suspended" | "resumed" | "ended" | "main-account-taken-over" | "main-account-handed-over" }
  | { readonly what: "renamed"; readonly before: string }
  | { readonly what: "benefits"; readonly level: string; readonly granted: number; readonly remaining: number };

/** Tells the main account, if an address is known. */
export function partnershipChanged(
  { name: organization, mainAccountEmail: to }: Pick<Partner, "name" | "mainAccountEmail">,
  news: PartnershipNews,
  reason: string,
): PartnershipNotice[] {
  return to === undefined ? [] : [{ to, tells: "partnership", organization, reason, ...news }];
}

export function mainAccountChanged(before: Partner, after: Partner, reason: string): PartnershipNotice[] {
  const { name } = after;
  const former =
    before.mainAccountId === after.mainAccountId
      ? []
      : partnershipChanged({ ...before, name }, { what: "main-account-handed-over" }, reason);
  return [...partnershipChanged(after, { what: "main-account-taken-over" }, reason), ...former];
}

export function invitedTo({ name }: Partner, { email, expiresAt }: Invitation, url: string): PartnershipNotice[] {
  return email === undefined ? [] : [{ to: email, tells: "invited", organization: name, url, expiresAt }];
}
