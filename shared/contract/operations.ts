import { getBadgePng, getBadgeSvg, getBakedBadge, getCard } from "./certificate/badges.ts";
import { bindSitting, getBinding, listBindings, previewBinding } from "./certificate/bindings.ts";
import {
  claimCertificate,
  getCertificate,
  listCertificates,
  reinstateCertificate,
  revokeCertificate,
} from "./certificate/certificates.ts";
import { correctBindingName, correctCandidate, correctName } from "./certificate/corrections.ts";
import {
  getCertificatePdf,
  getCredential,
  getCredentialKey,
  getCredentialKeys,
  getIssuer,
  getStatusList,
} from "./certificate/credentials.ts";
import { hideCertificate, showCertificate } from "./certificate/hiding.ts";
import { showVerification, showVerifyForm, verifyCertificate } from "./certificate/verifications.ts";
import { getDocs, getGuide, getHealth, getOpenApi, getProblem, getViewer } from "./description.ts";
import { closeAppointment, getAppointment, getAppointmentCalendar, listAppointments } from "./exam/appointments.ts";
import { getCandidateLink, undoCandidateLink } from "./exam/candidate-links.ts";
import { checkEligibility } from "./exam/eligibility.ts";
import { assignExamCode, cancelExamCode, getExamCode, listExamCodes, returnExamCode } from "./exam/exam-codes.ts";
import { closeRegistration, grantSitting } from "./exam/registration-decisions.ts";
import {
  getEligibilityCode,
  getRegistration,
  listRegistrations,
  register,
  setAccommodations,
} from "./exam/registrations.ts";
import { acceptReport, closeReport, getReport, listReports, releaseReport } from "./exam/reports.ts";
import { endHold, getResult, listResults } from "./exam/results.ts";
import { receiveReport } from "./exam/test-centers.ts";
import { listRefusedAttempts } from "./history/attempts.ts";
import { closeMessage, getMessage, listMessages, releaseMessages, sendMessageAgain } from "./history/messages.ts";
import type { Operation } from "./operation.ts";
import { getHistory, getMailPreferences, getMe, setMailPreferences } from "./overview/account.ts";
import { getAccount } from "./overview/accounts.ts";
import { getMyCertifications } from "./overview/my-certifications.ts";
import { getRecordsCsv, listRecords } from "./overview/records.ts";
import { search } from "./overview/search.ts";
import { listWork } from "./overview/work.ts";
import {
  applyToOrganization,
  approveApplication,
  getApplication,
  listApplications,
  rejectApplication,
  withdrawApplication,
} from "./partner/applications.ts";
import { applyForBenefits, getBenefitChange, getBenefits, listBenefitChanges } from "./partner/benefits.ts";
import { approveApplications } from "./partner/bulk-approval.ts";
import { assignExamCodes } from "./partner/bulk-assignment.ts";
import { inviteByEmail } from "./partner/bulk-invitation.ts";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  revokeInvitation,
  showInvitation,
} from "./partner/invitations.ts";
import { getLedgerBalance, listLedger } from "./partner/ledger.ts";
import {
  changeRole,
  getMember,
  getMembersCsv,
  getOrganization,
  listMembers,
  quitOrganization,
  removeMember,
} from "./partner/organizations.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "./partner/partner-exam-codes.ts";
import { createPartner, getPartner, listPartners } from "./partner/partners.ts";
import {
  changeMainAccount,
  endPartnership,
  grantCoupons,
  renamePartner,
  resumePartnership,
  setBenefitRule,
  suspendPartnership,
} from "./partner/partnerships.ts";
import { recountPartner } from "./partner/recount.ts";
import { explainAccount, getTally, getTallyCsv, listTallyCertificates } from "./partner/tally.ts";
import { getCertification, listCertifications, putCertification } from "./programme/catalogue.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
  listAuthorizationCodes,
  takeBackGift,
} from "./purchase/authorization-codes.ts";
import { cancelBatch, getBatch, getBatchCodes, listBatches, orderBatch } from "./purchase/batches.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "./purchase/orders.ts";
import { confirmPayment } from "./purchase/payments.ts";
import { listProducts } from "./purchase/products.ts";
import { moveTraining, refundOrder, reviewOrder } from "./purchase/refunds.ts";

/** The whole contract, in the order of the description. */
const contract = [
  listCertifications,
  getCertification,
  putCertification,
  listProducts,
  placeOrder,
  listOrders,
  getOrder,
  cancelOrder,
  refundOrder,
  reviewOrder,
  moveTraining,
  confirmPayment,
  listAuthorizationCodes,
  getAuthorizationCode,
  giveAuthorizationCode,
  takeBackGift,
  cancelAuthorizationCode,
  orderBatch,
  listBatches,
  getBatch,
  getBatchCodes,
  cancelBatch,
  register,
  listRegistrations,
  getRegistration,
  correctCandidate,
  setAccommodations,
  grantSitting,
  closeRegistration,
  getEligibilityCode,
  listAppointments,
  getAppointment,
  getAppointmentCalendar,
  closeAppointment,
  checkEligibility,
  receiveReport,
  listResults,
  getResult,
  endHold,
  listCertificates,
  getCertificate,
  claimCertificate,
  hideCertificate,
  showCertificate,
  revokeCertificate,
  reinstateCertificate,
  correctName,
  verifyCertificate,
  showVerification,
  showVerifyForm,
  getCertificatePdf,
  getBakedBadge,
  getBadgeSvg,
  getBadgePng,
  getCard,
  getCredential,
  getStatusList,
  getIssuer,
  getCredentialKeys,
  getCredentialKey,
  getBenefits,
  applyForBenefits,
  listBenefitChanges,
  getBenefitChange,
  listLedger,
  getLedgerBalance,
  listPartnerExamCodes,
  getPartnerExamCodesCsv,
  listExamCodes,
  getExamCode,
  assignExamCode,
  assignExamCodes,
  returnExamCode,
  previewBinding,
  cancelExamCode,
  bindSitting,
  getCandidateLink,
  undoCandidateLink,
  listBindings,
  getBinding,
  correctBindingName,
  getTally,
  listTallyCertificates,
  getTallyCsv,
  explainAccount,
  recountPartner,
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
  listRecords,
  getRecordsCsv,
  getAccount,
  getHistory,
  listReports,
  getReport,
  releaseReport,
  acceptReport,
  closeReport,
  listWork,
  listMessages,
  getMessage,
  sendMessageAgain,
  releaseMessages,
  closeMessage,
  search,
  listRefusedAttempts,
  getOpenApi,
  getDocs,
  getGuide,
  getViewer,
  getProblem,
  getHealth,
] as const;

/** The exact types of all operations, for the client. */
export type Contract = typeof contract;

export const operations: readonly Operation[] = contract;
