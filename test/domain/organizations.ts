import type { ExamCode } from "../../shared/domain/exam/exam-code.ts";
import type { Application } from "../../shared/domain/partner/application.ts";
import type { Invitation } from "../../shared/domain/partner/invitation.ts";
import type { Member } from "../../shared/domain/partner/membership.ts";
import type { Partner } from "../../shared/domain/partner/partner.ts";

/** A partner. Its main account is Mia's. */
export const acme: Partner = {
  partnerId: "par_acme",
  organizationId: "org_acme",
  name: "Acme",
  mainAccountId: "mia",
  programmeVersion: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
  levels: {},
};

export const other: Partner = { ...acme, partnerId: "par_other", organizationId: "org_other", mainAccountId: "oda" };

/** The membership of an account that belongs to Acme, unless said otherwise. */
export function belonging(accountId: string, role: Member["role"], fields: Partial<Member> = {}) {
  const since = "2026-02-01T00:00:00.000Z";
  const { organizationId } = acme;
  const member: Member = { fullName: "Ana Sá", organizationId, role, since, examCodes: [], ...fields };
  return { accountId, member };
}

/** Ben's link to Acme, good for December 2026. */
export const link: Invitation = {
  token: "0f",
  organizationId: "org_acme",
  createdBy: "ben",
  createdByEmail: "ben@example.org",
  uses: 0,
  createdAt: "2026-12-01T00:00:00.000Z",
  expiresAt: "2026-12-31T00:00:00.000Z",
};

/** Ana's application to Acme, which waits. */
export const waiting: Application = {
  applicationId: "app_1",
  organizationId: "org_acme",
  accountId: "ana",
  invitedBy: "ben",
  fullName: "Ana Sá",
  email: "ana@example.org",
  department: "R&D",
  employeeNumber: "7",
  state: "pending",
  appliedAt: "2026-12-02T00:00:00.000Z",
};

/** Ana's exam code of Acme's, good for the year 2027. */
export function examCode(code: string, fields: Partial<ExamCode> = {}): ExamCode {
  return {
    code,
    partnerId: "par_acme",
    exam: "written",
    programmeVersion: 1,
    changeId: "bch_1",
    certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
    issuedAt: "2027-01-01T00:00:00.000Z",
    expiresAt: "2028-01-01T00:00:00.000Z",
    holdings: [{ accountId: "ana", fullName: "Ana Sá", since: "2027-01-02T00:00:00.000Z" }],
    ...fields,
  };
}
