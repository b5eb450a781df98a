import type { Account } from "../account.ts";
import type { Application } from "./application.ts";
import type { Invitation } from "./invitation.ts";
import { hasRole, type Member, type Membership } from "./membership.ts";
import type { Partner } from "./partner.ts";

export type OrganizationNotice = { readonly to: string; readonly organization: string } & (
  | { readonly tells: "applied"; readonly applicant: string; readonly applicantEmail?: string | undefined }
  | {
      readonly tells: "application-decided";
      readonly reader: Reader;
      readonly applicant: string;
      readonly outcome: "approved" | "rejected";
      readonly reason?: string | undefined;
    }
  | {
      readonly tells: "membership-ended";
      readonly reader: Reader;
      readonly member: string;
      readonly how: "removed" | "quit";
      readonly returnedCodes: number;
    }
);

type Reader = "account" | "organization";

/** Tells the main account and the inviter, if it still acts for the organization. One e-mail if both are one person. */
export function applied(
  partner: Partner,
  invitation: Invitation,
  inviter: Membership | undefined,
  application: Application,
): OrganizationNotice[] {
  const mayKnow = hasRole(inviter, partner.organizationId, "manager");
  const readers = new Set([mayKnow ? invitation.createdByEmail : undefined, partner.mainAccountEmail]);
  return [...readers].flatMap((to) => {
    if (to === undefined) return [];
    const { fullName: applicant, email: applicantEmail } = application;
    return [{ to, tells: "applied", organization: partner.name, applicant, applicantEmail }];
  });
}

/** Tells the applicant and the main account (R22). */
export function decided(
  partner: Partner,
  { fullName: applicant, email, reason }: Application,
  outcome: "approved" | "rejected",
  by: Account,
): OrganizationNotice[] {
  const told = { tells: "application-decided", organization: partner.name, applicant, outcome, reason } as const;
  return [
    ...(email === undefined ? [] : [{ ...told, to: email, reader: "account" } as const]),
    ...toMainAccount(partner, by).map((to) => ({ ...told, to, reader: "organization" }) as const),
  ];
}

/** Tells the former member and, if it left by itself, the main account. */
export function ended(
  partner: Partner,
  { fullName: member, email }: Member,
  how: "removed" | "quit",
  returnedCodes: number,
  by: Account,
): OrganizationNotice[] {
  const told = { tells: "membership-ended", organization: partner.name, member, how, returnedCodes } as const;
  const organization = how === "quit" ? toMainAccount(partner, by) : [];
  return [
    ...(email === undefined ? [] : [{ ...told, to: email, reader: "account" } as const]),
    ...organization.map((to) => ({ ...told, to, reader: "organization" }) as const),
  ];
}

/** The address that staff noted, or else the one in the token. */
function toMainAccount({ mainAccountId, mainAccountEmail }: Partner, by: Account): string[] {
  const own = by.accountId === mainAccountId ? by.email : undefined;
  const to = mainAccountEmail ?? own;
  return to === undefined ? [] : [to];
}
