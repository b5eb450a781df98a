import { getBadgePng, getBadgeSvg, getBakedBadge, getCard } from "./certificate/badges.ts";
import { bindSitting, getBinding, listBindings } from "./certificate/binding-operations.ts";
import { previewBinding } from "./certificate/binding-previews.ts";
import {
  claimCertificate,
  getCertificate,
  listCertificates,
  reinstateCertificate,
  revokeCertificate,
} from "./certificate/certificate-operations.ts";
import { correctBindingName, correctCandidate, correctName } from "./certificate/corrections.ts";
import { getCredentialKey, getCredentialKeys, getIssuer } from "./certificate/credential-keys.ts";
import { getCertificatePdf, getCredential, getStatusList } from "./certificate/credentials.ts";
import { hideCertificate, showCertificate } from "./certificate/hiding.ts";
import { showVerification, showVerifyForm, verifyCertificate } from "./certificate/verifications.ts";
import { getDocs, getGuide, getHealth, getOpenApi, getProblem, getViewer } from "./description.ts";
import {
  closeAppointment,
  getAppointment,
  getAppointmentCalendar,
  listAppointments,
} from "./exam/appointment-operations.ts";
import { getCandidateLink, undoCandidateLink } from "./exam/candidate-links.ts";
import { receiveReport } from "./exam/center-report-operations.ts";
import { checkEligibility } from "./exam/eligibility.ts";
import { getEligibilityCode } from "./exam/eligibility-codes.ts";
import {
  assignExamCode,
  cancelExamCode,
  getExamCode,
  listExamCodes,
  returnExamCode,
} from "./exam/exam-code-operations.ts";
import { closeRegistration, grantSitting } from "./exam/registration-decisions.ts";
import { getRegistration, listRegistrations, register, setAccommodations } from "./exam/registration-operations.ts";
import { acceptReport, closeReport, getReport, listReports, releaseReport } from "./exam/report-operations.ts";
import { endHold, getResult, listResults } from "./exam/result-operations.ts";
import { listRefusedAttempts } from "./history/attempts.ts";
import {
  closeMessage,
  getMessage,
  listMessages,
  releaseMessages,
  sendMessageAgain,
} from "./history/message-operations.ts";
import type { Operation } from "./operation.ts";
import { getHistory, getMe } from "./overview/account.ts";
import { getAccount } from "./overview/accounts.ts";
import { getMailPreferences, setMailPreferences } from "./overview/mail-preferences.ts";
import { getMyCertifications } from "./overview/my-certifications.ts";
import { getRecordsCsv, listRecords } from "./overview/record-operations.ts";
import { search } from "./overview/search.ts";
import { listWork } from "./overview/work.ts";
import { approveApplication, rejectApplication } from "./partner/application-decisions.ts";
import {
  applyToOrganization,
  getApplication,
  listApplications,
  withdrawApplication,
} from "./partner/application-operations.ts";
import { grantCoupons, setBenefitRule } from "./partner/benefit-grants.ts";
import { applyForBenefits, getBenefitChange, getBenefits, listBenefitChanges } from "./partner/benefit-operations.ts";
import { approveApplications } from "./partner/bulk-approval.ts";
import { assignExamCodes } from "./partner/bulk-assignment.ts";
import { inviteByEmail } from "./partner/bulk-invitation.ts";
import {
  createInvitation,
  getInvitation,
  listInvitations,
  revokeInvitation,
  showInvitation,
} from "./partner/invitation-operations.ts";
import { quitOrganization, removeMember } from "./partner/leaving.ts";
import { getLedgerBalance, listLedger } from "./partner/ledger.ts";
import { changeRole, getMember, getMembersCsv, listMembers } from "./partner/members.ts";
import { getOrganization } from "./partner/organizations.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "./partner/partner-exam-codes.ts";
import { createPartner, getPartner, listPartners } from "./partner/partners.ts";
import {
  changeMainAccount,
  endPartnership,
  renamePartner,
  resumePartnership,
  suspendPartnership,
} from "./partner/partnerships.ts";
import { recountPartner } from "./partner/recount.ts";
import { explainAccount, getTally, getTallyCsv, listTallyCertificates } from "./partner/tally-operations.ts";
import { getCertification, listCertifications, putCertification } from "./programme/catalogue-operations.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
  listAuthorizationCodes,
  takeBackGift,
} from "./purchase/authorization-code-operations.ts";
import { cancelBatch, getBatch, getBatchCodes, listBatches, orderBatch } from "./purchase/batch-operations.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "./purchase/order-operations.ts";
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
