import { handler as approveApplications } from "../../functions/approve-applications/handler.ts";
import { handler as assignExamCodes } from "../../functions/assign-exam-codes/handler.ts";
import { handler as changePartner } from "../../functions/change-partner/handler.ts";
import { handler as changePartnership } from "../../functions/change-partnership/handler.ts";
import { handler as grantBenefits } from "../../functions/grant-benefits/handler.ts";
import { handler as inviteByEmail } from "../../functions/invite-by-email/handler.ts";
import { handler as readPartner } from "../../functions/read-partner/handler.ts";
import * as benefitGrants from "../../shared/contract/partner/benefit-grants.ts";
import * as bulkApproval from "../../shared/contract/partner/bulk-approval.ts";
import * as bulkAssignment from "../../shared/contract/partner/bulk-assignment.ts";
import * as bulkInvitation from "../../shared/contract/partner/bulk-invitation.ts";
import * as organizations from "../../shared/contract/partner/member-operations.ts";
import * as partnerships from "../../shared/contract/partner/partnerships.ts";
import * as tally from "../../shared/contract/partner/tally-operations.ts";
import * as given from "../support/given.ts";
import { application, member } from "../support/organizations.ts";
import { examCodes, partner } from "../support/partners.ts";
import { holdingsTour } from "./holdings-tour.ts";
import type { Call } from "./organization-tour.ts";

const reason = "As agreed";

/** Decisions of staff about a partner, and bulk operations of its managers. */
export async function partnerTour(call: Call): Promise<void> {
  const acme = await partner();
  const { partnerId, organizationId, main } = acme;
  const ofOrganization = { params: { organizationId }, as: main };
  const emails = ["ana@example.org", "ben@example.org"];
  await call(inviteByEmail, bulkInvitation.inviteByEmail, { ...ofOrganization, body: { emails } }, " (2)");
  const applicationIds = [await application(acme, given.someone())];
  const approved = { ...ofOrganization, body: { applicationIds } };
  await call(approveApplications, bulkApproval.approveApplications, approved, " (1)");
  await call(readPartner, organizations.getMembersCsv, ofOrganization);

  const codes = await examCodes(acme, await given.certification("acp"), 2);
  const members = [await member(acme), await member(acme)];
  const addresses = { emails: [members[0]?.email, "cy@example.org"] };
  await call(inviteByEmail, bulkInvitation.inviteByEmail, { ...ofOrganization, body: addresses }, " (1, and a member)");
  const assignments = codes.map((code, each) => ({ code, accountId: members[each]?.sub }));
  const assigned = { params: { partnerId }, body: { assignments }, as: main };
  await call(assignExamCodes, bulkAssignment.assignExamCodes, assigned, " (2)");
  await holdingsTour(call, acme);
  await call(readPartner, tally.getTallyCsv, { params: { partnerId }, as: main });

  const byStaff = { params: { partnerId }, as: given.staff };
  await call(changePartner, partnerships.renamePartner, { ...byStaff, body: { name: "Acme Group", reason } });
  const next = { mainAccountId: members[0]?.sub, reason };
  await call(changePartner, partnerships.changeMainAccount, { ...byStaff, body: next });
  const rule = { level: "acp", rule: { base: 12, forEachCertificate: 1 }, reason };
  await call(grantBenefits, benefitGrants.setBenefitRule, { ...byStaff, body: rule });
  await call(grantBenefits, benefitGrants.grantCoupons, { ...byStaff, body: { level: "acp", quantity: 3, reason } });
  const why = { ...byStaff, body: { reason } };
  await call(changePartnership, partnerships.suspendPartnership, why);
  await call(changePartnership, partnerships.resumePartnership, why);
  await call(changePartnership, partnerships.endPartnership, why);
}
