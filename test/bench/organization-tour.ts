import { handler as applyToOrganization } from "../../functions/apply-to-organization/handler.ts";
import { handler as approve } from "../../functions/approve-application/handler.ts";
import { handler as changeRole } from "../../functions/change-role/handler.ts";
import { handler as createInvitation } from "../../functions/create-invitation/handler.ts";
import { handler as createPartner } from "../../functions/create-partner/handler.ts";
import { handler as quit } from "../../functions/quit-organization/handler.ts";
import { handler as readMine } from "../../functions/read-mine/handler.ts";
import { handler as readPartner } from "../../functions/read-partner/handler.ts";
import { handler as reject } from "../../functions/reject-application/handler.ts";
import { handler as removeMember } from "../../functions/remove-member/handler.ts";
import { handler as revokeInvitation } from "../../functions/revoke-invitation/handler.ts";
import { handler as showInvitation } from "../../functions/show-invitation/handler.ts";
import { handler as withdraw } from "../../functions/withdraw-application/handler.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import * as account from "../../shared/contract/overview/account.ts";
import * as applicationDecisions from "../../shared/contract/partner/application-decisions.ts";
import * as applications from "../../shared/contract/partner/application-operations.ts";
import * as invitations from "../../shared/contract/partner/invitation-operations.ts";
import * as leaving from "../../shared/contract/partner/leaving.ts";
import * as members from "../../shared/contract/partner/member-operations.ts";
import * as organizations from "../../shared/contract/partner/organizations.ts";
import * as partners from "../../shared/contract/partner/partners.ts";
import * as given from "../support/given.ts";
import type { invoke, Request } from "../support/invoke.ts";
import { application, assignedCodes, invitation, manager, member, partner } from "../support/organizations.ts";

export type Call = (
  handler: Parameters<typeof invoke>[0],
  operation: Operation,
  request: Request,
  variant?: string,
) => Promise<void>;

/** Every operation about a partner's people. */
export async function organizationTour(call: Call): Promise<void> {
  const body = { name: "Bench", mainAccountId: given.someone().sub, mainAccountEmail: "main@example.org" };
  await call(createPartner, partners.createPartner, { body, as: given.staff });
  const acme = await partner();
  const { partnerId, organizationId, main } = acme;
  await call(readPartner, partners.listPartners, { as: given.staff });
  await call(readPartner, partners.getPartner, { params: { partnerId }, as: main });
  const params = { organizationId };
  await call(readPartner, organizations.getOrganization, { params, as: main });

  await call(createInvitation, invitations.createInvitation, { params, as: main });
  const token = await invitation(acme);
  await call(readPartner, invitations.listInvitations, { params, as: main });
  const [ana, ben] = [given.someone(), given.someone()];
  await call(readPartner, invitations.getInvitation, { params: { token }, as: ana });
  await call(showInvitation, invitations.showInvitation, { params: { token } });
  const applied = { fullName: "Ana Sá", email: "ana@example.org" };
  await call(applyToOrganization, applications.applyToOrganization, { params: { token }, body: applied, as: ana });
  await call(readPartner, applications.listApplications, { params, as: main });
  await call(revokeInvitation, invitations.revokeInvitation, { params: { ...params, token }, as: main });

  const [first, second, third] = [
    await application(acme, ben),
    await application(acme, given.someone()),
    await application(acme, given.someone()),
  ];
  await call(readPartner, applications.getApplication, { params: { applicationId: first }, as: ben });
  await call(approve, applicationDecisions.approveApplication, {
    params: { ...params, applicationId: first },
    as: main,
  });
  await call(reject, applicationDecisions.rejectApplication, {
    params: { ...params, applicationId: second },
    as: main,
  });
  const own = given.someone();
  const withdrawn = await application(acme, own);
  await call(withdraw, applications.withdrawApplication, { params: { applicationId: withdrawn }, as: own });
  await call(
    approve,
    applicationDecisions.approveApplication,
    { params: { ...params, applicationId: third }, as: given.staff },
    " (staff)",
  );

  await call(readPartner, members.listMembers, { params, as: main });
  await call(readMine, account.getMe, { as: main }, " (a member)");
  const ofBen = { params: { ...params, accountId: ben.sub }, as: main };
  await call(readPartner, members.getMember, ofBen);
  await call(changeRole, members.changeRole, { ...ofBen, body: { role: "manager" } });
  await call(removeMember, leaving.removeMember, ofBen);
  const boss = await manager(acme);
  const holder = await member(acme);
  await assignedCodes(acme, holder.sub, 3);
  const ofHolder = { params: { ...params, accountId: holder.sub }, as: boss };
  await call(removeMember, leaving.removeMember, ofHolder, " (with 3 exam codes)");
  await call(quit, leaving.quitOrganization, { as: boss });
  const leaver = await member(acme);
  await assignedCodes(acme, leaver.sub, 3);
  await call(quit, leaving.quitOrganization, { as: leaver }, " (with 3 exam codes)");
}
