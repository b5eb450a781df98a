import { getHistory, getMe } from "./account.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
  getBatch,
  getBatchCodes,
  giveAuthorizationCode,
  listAuthorizationCodes,
  orderBatch,
} from "./authorization-codes.ts";
import { bindSitting, getBinding, listBindings } from "./bindings.ts";
import { getCertification, listCertifications, putCertification } from "./catalogue.ts";
import {
  claimCertificate,
  getCertificate,
  getResult,
  listCertificates,
  listResults,
  revokeCertificate,
  verifyCertificate,
} from "./certificates.ts";
import { getHealth, getOpenApi, getProblem } from "./description.ts";
import { listMessages } from "./messages.ts";
import type { Operation } from "./operation.ts";
import { cancelOrder, confirmPayment, getOrder, listOrders, placeOrder } from "./orders.ts";
import { getAppointment, getEligibilityCode, getRegistration, listRegistrations, register } from "./registrations.ts";
import { closeReport, getReport, listReports, releaseReport } from "./reports.ts";
import { explainAccount, getTally, listTallyCertificates, recountPartner } from "./tally.ts";
import { checkEligibility, receiveReport } from "./test-centers.ts";

/** The whole contract, in the order in which it is described. */
export const operations: readonly Operation[] = [
  listCertifications,
  getCertification,
  putCertification,
  placeOrder,
  listOrders,
  getOrder,
  cancelOrder,
  confirmPayment,
  listAuthorizationCodes,
  getAuthorizationCode,
  giveAuthorizationCode,
  cancelAuthorizationCode,
  orderBatch,
  getBatch,
  getBatchCodes,
  register,
  listRegistrations,
  getRegistration,
  getEligibilityCode,
  getAppointment,
  checkEligibility,
  receiveReport,
  listResults,
  getResult,
  listCertificates,
  getCertificate,
  claimCertificate,
  revokeCertificate,
  verifyCertificate,
  bindSitting,
  listBindings,
  getBinding,
  getTally,
  listTallyCertificates,
  explainAccount,
  recountPartner,
  getMe,
  getHistory,
  listReports,
  getReport,
  releaseReport,
  closeReport,
  listMessages,
  getOpenApi,
  getProblem,
  getHealth,
];
