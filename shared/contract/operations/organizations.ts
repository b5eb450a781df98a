import { getMe } from "../overview/account.ts";
import { getMailPreferences, setMailPreferences } from "../overview/mail-preferences.ts";
import { getMyCertifications } from "../overview/my-certifications.ts";
import { approveApplication, rejectApplication } from "../partner/application-decisions.ts";
import {
  applyToOrganization,
  getApplication,
  listApplications,
  withdrawApplication,
} from "../partner/application-operations.ts";
import { grantCoupons, setBenefitRule } from "../partner/benefit-grants.ts";
import { approveApplications } from "../partner/bulk-approval.ts";
import { inviteByEmail } from "../partner/bulk-invitation.ts";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  revokeInvitation,
  showInvitation,
} from "../partner/invitation-operations.ts";
import { quitOrganization, removeMember } from "../partner/leaving.ts";
import { changeRole, getMember, getMembersCsv, listMembers } from "../partner/member-operations.ts";
import { getOrganization } from "../partner/organizations.ts";
import { createPartner, getPartner, listPartners } from "../partner/partners.ts";
import {
  changeMainAccount,
  endPartnership,
  renamePartner,
  resumePartnership,
  suspendPartnership,
} from "../partner/partnerships.ts";

/** Accounts, partners and their organizations. */
export const ofOrganizations = [
  getMe,
  getMailPreferences,
  setMailPreferences,
  getMyCertifications,
  createPartner,
  listPartners,
  getPartner,
  renamePartner,
  changeMainAccount,
  setBenefitRule,
  grantCoupons,
  suspendPartnership,
  resumePartnership,
  endPartnership,
  getOrganization,
  createInvitation,
  inviteByEmail,
  listInvitations,
  revokeInvitation,
  getInvitation,
  showInvitation,
  applyToOrganization,
  listApplications,
  getApplication,
  withdrawApplication,
  approveApplication,
  approveApplications,
  rejectApplication,
  listMembers,
  getMembersCsv,
  getMember,
  changeRole,
  removeMember,
  quitOrganization,
] as const;
