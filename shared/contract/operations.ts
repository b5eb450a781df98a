import { getHistory, getMe } from "./account.ts";
import { getAccount } from "./accounts.ts";
import {
  applyToOrganization,
  approveApplication,
  getApplication,
  listApplications,
  rejectApplication,
  withdrawApplication,
} from "./applications.ts";
import { closeAppointment, getAppointment, getAppointmentCalendar, listAppointments } from "./appointments.ts";
import { listRefusedAttempts } from "./attempts.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  giveAuthorizationCode,
  listAuthorizationCodes,
  takeBackGift,
} from "./authorization-codes.ts";
import { cancelBatch, getBatch, getBatchCodes, listBatches, orderBatch } from "./batches.ts";
import { applyForBenefits, getBenefitChange, getBenefits, listBenefitChanges } from "./benefits.ts";
import { bindSitting, getBinding, listBindings, previewBinding } from "./bindings.ts";
import { approveApplications } from "./bulk-approval.ts";
import { assignExamCodes } from "./bulk-assignment.ts";
import { inviteByEmail } from "./bulk-invitation.ts";
import { getCandidateLink, undoCandidateLink } from "./candidate-links.ts";
import { getCertification, listCertifications, putCertification } from "./catalogue.ts";
import {
  claimCertificate,
  getCertificate,
  listCertificates,
  reinstateCertificate,
  revokeCertificate,
  showVerification,
  verifyCertificate,
} from "./certificates.ts";
import { correctBindingName, correctCandidate, correctName } from "./corrections.ts";
import {
  getCertificatePdf,
  getCredential,
  getCredentialKey,
  getCredentialKeys,
  getIssuer,
  getStatusList,
} from "./credentials.ts";
import { getDocs, getGuide, getHealth, getOpenApi, getProblem, getViewer } from "./description.ts";
import { checkEligibility } from "./eligibility.ts";
import {
  assignExamCode,
  cancelExamCode,
  getExamCode,
  getPartnerExamCodesCsv,
  listExamCodes,
  listPartnerExamCodes,
  returnExamCode,
} from "./exam-codes.ts";
import { createInvitation, getInvitation, listInvitations, revokeInvitation } from "./invitations.ts";
import { getLedgerBalance, listLedger } from "./ledger.ts";
import { closeMessage, getMessage, listMessages, sendMessageAgain } from "./messages.ts";
import { getMyCertifications } from "./my-certifications.ts";
import type { Operation } from "./operation.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "./orders.ts";
import {
  changeRole,
  getMember,
  getMembersCsv,
  getOrganization,
  listMembers,
  quitOrganization,
  removeMember,
} from "./organizations.ts";
import { createPartner, getPartner, listPartners } from "./partners.ts";
import {
  changeMainAccount,
  endPartnership,
  grantCoupons,
  renamePartner,
  resumePartnership,
  setBenefitRule,
  suspendPartnership,
} from "./partnerships.ts";
import { confirmPayment } from "./payments.ts";
import { listProducts } from "./products.ts";
import { getRecordsCsv, listRecords } from "./records.ts";
import { moveTraining, refundOrder, reviewOrder } from "./refunds.ts";
import { closeRegistration, grantSitting } from "./registration-decisions.ts";
import {
  getEligibilityCode,
  getRegistration,
  listRegistrations,
  register,
  setAccommodations,
} from "./registrations.ts";
import { acceptReport, closeReport, getReport, listReports, releaseReport } from "./reports.ts";
import { endHold, getResult, listResults } from "./results.ts";
import { search } from "./search.ts";
import { explainAccount, getTally, getTallyCsv, listTallyCertificates, recountPartner } from "./tally.ts";
import { receiveReport } from "./test-centers.ts";
import { listWork } from "./work.ts";

/** The whole contract, in the order in which it is described. */
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
  revokeCertificate,
  reinstateCertificate,
  correctName,
  verifyCertificate,
  showVerification,
  getCertificatePdf,
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
